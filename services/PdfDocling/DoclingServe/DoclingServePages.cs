using System.Text.Json;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.PdfDocling.DoclingServe;

/// <summary>
/// Has docling-serve convert the pages of a chunk: those that follow on one another as one task, whose document becomes an output
/// of the first of them that was converted.
/// </summary>
internal sealed class DoclingServePages(DoclingServeClient client)
{
    /// <exception cref="FailureException">docling-serve is away, busy or silent: another engine may do the pages.</exception>
    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var runs = new List<PageRun>();
        var whole = chunk.Work.Pages.Where(page => page.Failure is null).Select(page => page.PageNo);
        foreach (var (first, last) in PageRun.Of(whole))
        {
            runs.Add(await ConvertAsync(chunk, first, last, cancellationToken));
        }

        return PageLayouts.WithoutWords(chunk, await chunk.RunPagesAsync(
            (page, cancellation) => TakeAsync(page, runs.Single(run => run.Has(page.PageNo)), chunk, cancellation),
            cancellationToken));
    }

    // What fails for good fails each page by itself; what may pass is the caller's to decide.
    private async Task<PageRun> ConvertAsync(ChunkContext chunk, int first, int last, CancellationToken cancellationToken)
    {
        try
        {
            client.CheckSetUp();
            var source = await chunk.OpenSourceAsync(cancellationToken);
            return PageRun.Of(await client.ConvertAsync(Openable(source), first, last, cancellationToken), first, last);
        }
        catch (FailureException failed) when (!failed.Failure.Retryable)
        {
            return new PageRun(first, last, null, failed.Failure, new Dictionary<int, Failure>());
        }
    }

    private static DocumentSource Openable(DocumentSource source) => source.Password is null ? source
        : throw new FailureException(new Failure(
            FailureCodes.EncryptedDocument, $"{DoclingServeClient.Name} takes no passwords; the engine builtin does."));

    private static async Task<PageWork> TakeAsync(
        PageWork page, PageRun run, ChunkContext chunk, CancellationToken cancellationToken)
    {
        if (run.FailureOf(page.PageNo) is { } failure)
        {
            throw new FailureException(failure with { Retryable = false });
        }

        page = page.With(LayoutOrigin.Output, new PageOutput(Facts: JsonSerializer.SerializeToElement(
            new LayoutOrigin(DoclingServeClient.Name, null, []), ServiceHost.Json)));
        if (page.PageNo != run.FirstConverted)
        {
            return page;
        }

        using var content = JsonDocument.Parse(DoclingJson.ToUtf8Bytes(run.Document!));
        return page.With(DoclingDocument.UnitOutput, await chunk.PutJsonAsync(
            chunk.KeyOf(chunk.Stage, $"{page.PageNo:D4}-docling.json"), content.RootElement, facts: null, cancellationToken));
    }
}
