using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Api.Jobs.Pages;

/// <summary>
/// The pages of a job that is under way, as its chunks come out of their last stage. What spans chunks (running heads, heading
/// levels) is not known yet: a chunk is shown as a document by itself.
/// </summary>
internal sealed class ChunkPages(JobRecord job, IObjectStore objects)
{
    private readonly HashSet<string> _known = [];
    private readonly SortedDictionary<int, PageView> _pages = [];

    /// <summary>Reads the chunks that have come since.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var folder = JobKeys.ChunkOutcomes(job.Id);
        await foreach (var key in objects.ListAsync(folder, null, cancellationToken))
        {
            // Those of later phases have the phase's number before their own, and are parts of something else than pages.
            if (!key[folder.Length..].Contains('-') && _known.Add(key))
            {
                await AddAsync(key, cancellationToken);
            }
        }
    }

    /// <summary>The page, once; null where it is not done.</summary>
    public PageView? Take(int pageNo) => _pages.Remove(pageNo, out var page) ? page : null;

    /// <summary>The first of the pages that were not taken.</summary>
    public PageView? TakeFirst() => _pages.Count == 0 ? null : Take(_pages.First().Key);

    private async Task AddAsync(string key, CancellationToken cancellationToken)
    {
        var pages = (await objects.GetJsonAsync<ChunkOutcome>(key, cancellationToken)).Pages;
        var contents = new Dictionary<int, DocumentPage>();
        foreach (var output in pages.Select(page => page.Output(PageLayout.Output)).OfType<PageOutput>())
        {
            var layouts = await objects.ReadAsync<List<PageLayout>>(output, cancellationToken);
            var origin = new DocumentOrigin(job.Source.MediaType, 0, job.Source.FileName);
            foreach (var content in DocumentPage.Of(DocumentAssembler.Assemble(origin, layouts)))
            {
                contents[content.Page.PageNo] = content;
            }
        }

        foreach (var page in pages)
        {
            if (page.Output(DoclingDocument.UnitOutput) is { } output)
            {
                var unit = DoclingJson.Read((await objects.ReadBytesAsync(output, cancellationToken)).Span);
                foreach (var content in MediaTypes.IsFlow(job.Source.MediaType) ? [UnitPage.Of(unit, page.PageNo)]
                    : DocumentPage.Of(unit))
                {
                    contents[content.Page.PageNo] = content;
                }
            }

            _pages[page.PageNo] = PageView.Of(
                job.Id, page.PageNo, page.Failure, page.Facts(), contents.GetValueOrDefault(page.PageNo));
        }
    }
}
