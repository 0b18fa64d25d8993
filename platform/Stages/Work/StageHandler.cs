using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.Stages.Work;

/// <summary>
/// Gives a piece of work to the stage, and what came out of it to whoever waits. Each step may run twice for a message and then
/// does the same.
/// </summary>
/// <param name="stages">The stage under each of the roles it has; one of each at most.</param>
public sealed class StageHandler(StageRoleSet stages, StageRouter router, ChunkProgress progress, WorkSlots slots)
{
    /// <summary>
    /// True where a lost outcome costs no more than doing the work again: then a first delivery needs no lease.
    /// </summary>
    public static bool IsCheapToRepeat(StageWork work) => work switch
    {
        // Of a large document a chunk is long work, and its neighbours' fate hangs on what came out of it first.
        ChunkWork chunk => chunk.Gather is not null,
        // The message has all it takes, and the broker keeps one of each: again, it writes the same. Of gathered chunks the
        // second run must not write over the first one's result.
        GatherWork gather => gather.GatherId == GatherWork.WholeDocument,
        _ => false,
    };

    /// <param name="alone">Nothing else is to be at work in this replica.</param>
    public async Task<StageOutcome> RunAsync(StageWork work, bool alone, CancellationToken cancellationToken)
    {
        using var slot = await slots.TakeAsync(alone, cancellationToken).ConfigureAwait(false);
        try
        {
            return work switch
            {
                ChunkWork chunk => await stages.RunAsync(chunk, progress.Count(chunk), cancellationToken).ConfigureAwait(false),
                CutWork cut => await stages.CutAsync(cut, cancellationToken).ConfigureAwait(false),
                GatherWork gather => await stages.GatherAsync(gather, cancellationToken).ConfigureAwait(false),
                _ => throw new ArgumentException($"unknown work: {work.GetType().Name}", nameof(work)),
            };
        }
        catch (FailureException error) when (!error.Failure.Retryable)
        {
            return new StageOutcome.Refused(error.Failure);
        }
        catch (FailureException error)
        {
            // It is this worker that cannot, now: another may, or later.
            throw new IOException($"{work.Stage} cannot do it now: {error.Failure.Message}", error);
        }
    }

    /// <summary>Tells whoever waits for the outcome.</summary>
    public async Task HandOverAsync(StageWork work, StageOutcome outcome, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        switch (work, outcome)
        {
            case (ChunkWork chunk, StageOutcome.Chunk(var pages)):
                await router.ForwardAsync(chunk, pages, cancellationToken).ConfigureAwait(false);
                await progress.ChunkDoneAsync(chunk, elapsed, cancellationToken).ConfigureAwait(false);
                break;
            case (CutWork cut, StageOutcome.Cut(var units)):
                await router.ReportAsync(cut, units, cancellationToken).ConfigureAwait(false);
                break;
            case (GatherWork gather, StageOutcome.Gather(var unitsFailed, var totals)):
                await router.ReportAsync(gather, unitsFailed, totals, cancellationToken).ConfigureAwait(false);
                break;
            case (_, StageOutcome.Refused(var failure)):
                await FailAsync(work, failure, cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new InvalidOperationException($"{work.GetType().Name} cannot end as {outcome.GetType().Name}");
        }
    }

    /// <summary>Tells whoever waits for the outcome that there will be none.</summary>
    public Task FailAsync(StageWork work, Failure failure, CancellationToken cancellationToken) =>
        router.FailAsync(work, new PageFailure(work.Stage, failure), cancellationToken);
}
