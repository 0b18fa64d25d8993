using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>The document in as many of its three forms as are needed: DoclingDocument JSON, Markdown, plain text.</summary>
internal sealed class DocumentArtifacts(GatherContext gather)
{
    private const string Markdown = "document.md";
    private const string Text = "document.txt";

    /// <summary>A phase that follows may read those of a document that was read; pages that were only drawn have none.</summary>
    public bool AreNeeded(IReadOnlyList<PageWork> pages) =>
        gather.IsWanted(ArtifactNames.DocumentJson) || gather.IsWanted(Markdown) || gather.IsWanted(Text)
        || (gather.IsNeeded(ArtifactNames.DocumentJson)
            && pages.Any(page => (page.Output(PageLayout.Output) ?? page.Output(DoclingDocument.UnitOutput)) is not null));

    /// <summary>
    /// Writes what is needed, and returns what speaks against the document: breaches of the format, words lost or doubled.
    /// </summary>
    /// <param name="facts">What the document says of itself; null for nothing.</param>
    public async Task<IReadOnlyList<string>> WriteAsync(
        IReadOnlyList<PageWork> pages, DocumentFacts? facts, CancellationToken cancellationToken)
    {
        var source = gather.SourceFile;
        var hash = BinaryHash.FromSha256(Convert.FromHexString(source.Sha256));
        var origin = new DocumentOrigin(source.MediaType, hash, source.FileName);
        var isOfUnits = MediaTypes.IsFlow(source.MediaType)
            || pages.Any(page => page.Output(DoclingDocument.UnitOutput) is not null);
        var layouts = isOfUnits ? [] : await LayoutsAsync(pages, cancellationToken);
        var units = isOfUnits ? await UnitsAsync(pages, origin, facts, cancellationToken) : [];
        // Before they are used up.
        var parts = units.Select(LetterBalance.Of).ToList();
        var document = isOfUnits ? UnitMerger.Merge(origin, units) : DocumentAssembler.Assemble(origin, layouts, facts);
        if (gather.IsNeeded(ArtifactNames.DocumentJson))
        {
            await gather.WriteArtifactAsync(
                ArtifactNames.DocumentJson, "application/json",
                stream => DoclingJson.WriteAsync(document, stream, cancellationToken), cancellationToken);
        }

        var markdown = await WriteTextAsync(
            Markdown, "text/markdown", writer => DoclingMarkdown.Write(document, writer), cancellationToken);
        var text = await WriteTextAsync(
            Text, "text/plain", writer => DoclingText.Write(document, writer), cancellationToken);
        return
        [
            .. DoclingValidator.Validate(document),
            .. isOfUnits ? LetterBalance.CheckParts(document, parts) : LetterBalance.Check(document, layouts),
            .. LetterBalance.CheckFiles(document, markdown, text),
        ];
    }

    private async Task<IReadOnlyList<PageLayout>> LayoutsAsync(IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        var layouts = new List<PageLayout>(pages.Count);
        foreach (var output in pages.Select(page => page.Output(PageLayout.Output)).OfType<PageOutput>())
        {
            layouts.AddRange(await gather.GetJsonAsync<List<PageLayout>>(output, cancellationToken));
        }

        return layouts;
    }

    // Pages between units were done by another engine than those: together they are a unit.
    private async Task<IReadOnlyList<DoclingDocument>> UnitsAsync(
        IReadOnlyList<PageWork> pages, DocumentOrigin origin, DocumentFacts? facts, CancellationToken cancellationToken)
    {
        var units = new List<DoclingDocument>(pages.Count);
        var between = new List<PageWork>();
        foreach (var page in pages)
        {
            if (page.Output(DoclingDocument.UnitOutput) is not { } output)
            {
                between.Add(page);
                continue;
            }

            await AddBetweenAsync();
            units.Add(DoclingJson.Read((await gather.Objects.ReadBytesAsync(output, cancellationToken)).Span));
        }

        await AddBetweenAsync();
        return units;

        async Task AddBetweenAsync()
        {
            if (await LayoutsAsync(between, cancellationToken) is { Count: > 0 } layouts)
            {
                units.Add(DocumentAssembler.Assemble(origin, layouts, facts));
            }

            between.Clear();
        }
    }

    /// <returns>The letters and digits that were written, by <see cref="LetterCounts"/>; null where it is not needed.</returns>
    private async Task<IReadOnlyList<int>?> WriteTextAsync(
        string name, string mediaType, Action<TextWriter> write, CancellationToken cancellationToken)
    {
        if (!gather.IsNeeded(name))
        {
            return null;
        }

        IReadOnlyList<int> letters = [];
        await gather.WriteArtifactAsync(
            name,
            $"{mediaType}; charset=utf-8",
            async stream =>
            {
                await using var file = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                await using var writer = new CountingWriter(file, isMarkdown: name == Markdown);
                write(writer);
                letters = writer.Letters;
            },
            cancellationToken);
        return letters;
    }
}
