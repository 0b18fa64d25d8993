using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Stages.Work;

/// <summary>
/// Takes one message through the stage: claim, work, outcome, hand-over, answer. Any step may be cut off by a crash; the next
/// delivery then goes on from what was stored.
/// </summary>
public sealed partial class WorkRunner(
    WorkerName worker, StageHandler handler, JobStore jobs, WorkLedger ledger, WorkWatch watch,
    IHostApplicationLifetime lifetime, ILogger<WorkRunner> logger)
{
    private string Name => worker.Name;

    /// <param name="deliveryCount">How often the broker has handed the message out; null where it does not say.</param>
    public async Task<DeliveryAnswer> RunAsync(StageWork work, int? deliveryCount)
    {
        CrashPoint.Reached("stage.received");
        var stopping = lifetime.ApplicationStopping;
        if (stopping.IsCancellationRequested)
        {
            return DeliveryAnswer.Retry;
        }

        // Nobody else has had the message, and doing it twice would cost little: the lease is not worth its writes.
        if (deliveryCount == 1 && work.Dispatch == 1 && StageHandler.IsCheapToRepeat(work))
        {
            return await RunAsync(work, lease: null, alone: false).ConfigureAwait(false);
        }

        if (await jobs.FindAsync(work.Header.Job, stopping).ConfigureAwait(false) is not { IsStopping: false })
        {
            return DeliveryAnswer.Success;
        }

        var lease = ledger.LeaseOf(work);
        switch (await ledger.ClaimAsync<StageOutcome>(lease, stopping).ConfigureAwait(false))
        {
            case Claim<StageOutcome>.Busy:
                return DeliveryAnswer.Retry;
            case Claim<StageOutcome>.Exhausted:
                await FailAsync(work, FailureCodes.AttemptsExhausted, "The pages brought down every worker that tried them.")
                    .ConfigureAwait(false);
                return DeliveryAnswer.Success;
            case Claim<StageOutcome>.Done(var outcome):
                await handler.HandOverAsync(work, outcome, TimeSpan.Zero, stopping).ConfigureAwait(false);
                return DeliveryAnswer.Success;
            case Claim<StageOutcome>.Granted(var alone):
                CrashPoint.Reached("stage.leased");
                return await RunAsync(work, lease, alone).ConfigureAwait(false);
            case var unknown:
                throw new InvalidOperationException($"a claim cannot be {unknown.GetType().Name}");
        }
    }

    private async Task<DeliveryAnswer> RunAsync(StageWork work, Lease? lease, bool alone)
    {
        using var watched = watch.Start(work.Header.Job, lease);
        try
        {
            var outcome = await handler.RunAsync(work, alone, watched.Token).ConfigureAwait(false);
            CrashPoint.Reached("stage.outputs-written", Name, work);
            outcome = lease is null ? outcome : await ledger.CompleteAsync(lease, outcome, watched.Token).ConfigureAwait(false);
            CrashPoint.Reached("stage.completed");
            await handler.HandOverAsync(work, outcome, watched.Elapsed, watched.Token).ConfigureAwait(false);
            CrashPoint.Reached("stage.published");
            WorkMetrics.Done(Name, work, outcome, watched.Elapsed);
            LogDone(logger, Name, work.Header.Job, work.WorkId, work.UnitCount, (long)watched.Elapsed.TotalMilliseconds);
            return DeliveryAnswer.Success;
        }
        catch (WorkNotWantedException)
        {
            return DeliveryAnswer.Success;
        }
        catch (OperationCanceledException) when (watched.JobStopped || watched.LeaseLost)
        {
            // Nobody waits for the outcome any more, or another worker has the work.
            return DeliveryAnswer.Success;
        }
        catch (Exception error) when (lifetime.ApplicationStopping.IsCancellationRequested && error is not OutOfMemoryException)
        {
            // Its own stop, or the end of what it needs, which may have been told to stop at the same time.
            await ReleaseAsync(lease, countAttempt: false).ConfigureAwait(false);
            return DeliveryAnswer.Retry;
        }
        catch (ObjectNotFoundException error)
        {
            LogObjectGone(logger, error, Name, work.Header.Job, work.WorkId);
            await FailAsync(
                work, FailureCodes.SourceMissing, "An object of the job is no longer in the object store.").ConfigureAwait(false);
            return DeliveryAnswer.Success;
        }
        catch (Exception error) when (Outage.IsOne(error))
        {
            LogOutage(logger, Name, work.Header.Job, work.WorkId, Outage.ReasonOf(error));
            await ReleaseAsync(lease, countAttempt: false).ConfigureAwait(false);
            return DeliveryAnswer.Retry;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogFault(logger, error, Name, work.Header.Job, work.WorkId);
            await ReleaseAsync(lease, countAttempt: true).ConfigureAwait(false);
            return DeliveryAnswer.Retry;
        }
    }

    private Task FailAsync(StageWork work, string code, string message) =>
        handler.FailAsync(work, new Failure(code, message), CancellationToken.None);

    private Task ReleaseAsync(Lease? lease, bool countAttempt) =>
        lease is null ? Task.CompletedTask : ledger.ReleaseAsync(lease, countAttempt, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Stage} {Job} {Work}: {Pages} pages in {ElapsedMs} ms")]
    private static partial void LogDone(ILogger logger, string stage, JobId job, string work, int pages, long elapsedMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stage} {Job} {Work}: an object is gone")]
    private static partial void LogObjectGone(ILogger logger, Exception error, string stage, JobId job, string work);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Stage} {Job} {Work}: sidecar or store away, to be delivered again: {Reason}")]
    private static partial void LogOutage(ILogger logger, string stage, JobId job, string work, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Stage} {Job} {Work}: failed, to be delivered again")]
    private static partial void LogFault(ILogger logger, Exception error, string stage, JobId job, string work);
}
