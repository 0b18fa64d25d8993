using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.Stages.Work;

/// <summary>The stage of this service in each role it has: on chunks, as a cutter, as a gatherer.</summary>
public sealed class StageRoleSet(
    IEnumerable<IStage> chunks, IEnumerable<ICutter> cutters, IEnumerable<IGatherer> gatherers, IObjectStore objects,
    SourceCache sources, JobStore jobs)
{
    private readonly StageStores _stores = new(objects, sources, jobs);
    private readonly ResultWriter _results = new(objects);

    internal async Task<StageOutcome> RunAsync(
        ChunkWork work, Func<CancellationToken, Task> pageDone, CancellationToken cancellationToken)
    {
        await using var chunk = new ChunkContext(work, _stores, pageDone);
        return new StageOutcome.Chunk(await The(chunks, work).RunAsync(chunk, cancellationToken).ConfigureAwait(false));
    }

    internal async Task<StageOutcome> CutAsync(CutWork work, CancellationToken cancellationToken)
    {
        await using var cut = new CutContext(work, _stores);
        return new StageOutcome.Cut(await The(cutters, work).CutAsync(cut, cancellationToken).ConfigureAwait(false));
    }

    internal async Task<StageOutcome> GatherAsync(GatherWork work, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(work.Header.Job, cancellationToken).ConfigureAwait(false) is not { IsStopping: false })
        {
            // Whoever comes so late must not change the results of a job that has ended.
            throw new WorkNotWantedException();
        }

        await using var gather = new GatherContext(work, _stores);
        var gathered = await The(gatherers, work).GatherAsync(gather, cancellationToken).ConfigureAwait(false);
        var result = await _results.WriteAsync(gather, gathered, cancellationToken).ConfigureAwait(false);
        return new StageOutcome.Gather(
            gathered.Units.Count(unit => unit.Failure is not null), ResultTotals.Of(result));
    }

    private static TRole The<TRole>(IEnumerable<TRole> stage, StageWork work) =>
        stage.SingleOrDefault() ?? throw new FailureException(new Failure(
            FailureCodes.StageMissing, $"The stage '{work.Stage}' does not do what the job's pipeline asks of it."));
}
