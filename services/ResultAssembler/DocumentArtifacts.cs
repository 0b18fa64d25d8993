using System.Text;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Stages;

namespace DaprProcessing.ResultAssembler;

/// <summary>The document in its three forms: DoclingDocument JSON, Markdown, plain text.</summary>
internal sealed class DocumentArtifacts(ChunkContext chunk, ArtifactWriter artifacts)
{
    public const string Json = "document.json";
    private const string Markdown = "document.md";
    private const string Text = "document.txt";

    /// <summary>Writes all three, and returns what speaks against the document: breaches of the format, words lost or
    /// doubled.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(IReadOnlyList<PageLayout> pages, CancellationToken cancellationToken)
    {
        var source = chunk.Work.Source;
        var hash = BinaryHash.FromSha256(Convert.FromHexString(source.Sha256));
        var document = DocumentAssembler.Assemble(new DocumentOrigin(source.MediaType, hash, source.FileName), pages);
        await artifacts.WriteAsync(
            Json, "application/json", stream => DoclingJson.WriteAsync(document, stream, cancellationToken), cancellationToken);
        await artifacts.WriteAsync(
            Markdown, "text/markdown; charset=utf-8", stream =>
            WriteTextAsync(stream, writer => DoclingMarkdown.Write(document, writer)), cancellationToken);
        await artifacts.WriteAsync(
            Text, "text/plain; charset=utf-8", stream =>
            WriteTextAsync(stream, writer => DoclingText.Write(document, writer)), cancellationToken);
        return [.. DoclingValidator.Validate(document), .. LetterBalance.Check(document, pages)];
    }

    private static async Task WriteTextAsync(Stream stream, Action<TextWriter> write)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }
}
