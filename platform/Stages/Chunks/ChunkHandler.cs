using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages.Work;

namespace DaprProcessing.Stages.Chunks;

/// <summary>Gives a chunk to the stage, and its outcome to the next stage on the slip.</summary>
internal sealed class ChunkHandler(
    IStage stage, JobStore jobs, SourceCache sources, IObjectStore objects, ChunkRouter router, ChunkProgress progress)
    : IWorkHandler<ChunkWork, IReadOnlyList<PageWork>>
{
    public bool IsWhole(ChunkWork work) => work is
    {
        ChunkId: not null, ReplyTo: not null, Slip.Count: > 0, Pages: not null, Source: not null, Options.Stages: not null,
    };

    // Of a large document a chunk is long work, and its neighbours' fate hangs on what came out of it first.
    public bool IsCheapToRepeat(ChunkWork work) => work.Assembly is not null;

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkWork work, CancellationToken cancellationToken)
    {
        await using var context = new ChunkContext(work, objects, sources, jobs, progress.Count(work));
        return await stage.RunAsync(context, cancellationToken).ConfigureAwait(false);
    }

    public async Task HandOverAsync(
        ChunkWork work, IReadOnlyList<PageWork> pages, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        await router.ForwardAsync(work, pages, cancellationToken).ConfigureAwait(false);
        await progress.ChunkDoneAsync(work, elapsed, cancellationToken).ConfigureAwait(false);
    }

    public Task FailAsync(ChunkWork work, PageFailure failure, CancellationToken cancellationToken) =>
        router.FailAsync(work, failure, cancellationToken);
}
