using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Stages;

namespace DaprProcessing.ResultAssembler;

/// <summary>What the stages left of each chunk.</summary>
internal sealed class ChunkParts(ChunkContext context)
{
    public async Task<IReadOnlyList<PageWork>> PagesAsync(FinishedChunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.Failure is { } failure)
        {
            return [.. Enumerable.Range(chunk.FirstPageNo, chunk.LastPageNo - chunk.FirstPageNo + 1).Select(page => new PageWork(page, Failure: failure))];
        }

        var outcome = await context.GetJsonAsync<ChunkOutcome>(JobKeys.ChunkOutcome(context.Job, chunk.ChunkId), cancellationToken);
        return outcome.Pages;
    }

    public async Task<IReadOnlyList<PageLayout>> LayoutsAsync(FinishedChunk chunk, IReadOnlyList<string> wanted, CancellationToken cancellationToken) =>
        chunk.Failure is not null || !wanted.Contains(DocumentArtifacts.Json)
            ? []
            : await context.GetJsonAsync<List<PageLayout>>(JobKeys.Layout(context.Job, chunk.ChunkId), cancellationToken);
}
