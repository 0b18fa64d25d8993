using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Stages;

/// <summary>
/// Takes one message through a stage: claim, work, outcome, hand-over, answer. Any step may be cut off by a crash; the next
/// delivery then goes on from what was stored.
/// </summary>
public sealed partial class StageRunner(
    IStage stage, JobStore jobs, WorkLedger ledger, SourceCache sources, IObjectStore objects, ChunkRouter router,
    ChunkProgress progress, ChunkWatch watch, IHostApplicationLifetime lifetime, ILogger<StageRunner> logger)
{
    public async Task<DeliveryAnswer> RunAsync(ChunkWork work)
    {
        CrashPoint.Reached("stage.received");
        var stopping = lifetime.ApplicationStopping;
        if (stopping.IsCancellationRequested)
        {
            return DeliveryAnswer.Retry;
        }

        var job = await jobs.FindAsync(work.Header.Job, stopping).ConfigureAwait(false);
        if (job is null || job.IsStopping)
        {
            return DeliveryAnswer.Success;
        }

        var key = WorkLedger.KeyOf(work, stage.Name);
        switch (await ledger.ClaimAsync(key, stopping).ConfigureAwait(false))
        {
            case Claim.Busy:
                return DeliveryAnswer.Retry;
            case Claim.Exhausted:
                var exhausted = new Failure(FailureCodes.AttemptsExhausted, "The pages brought down every worker that tried them.");
                await router.FailAsync(work, new PageFailure(stage.Name, exhausted), stopping).ConfigureAwait(false);
                return DeliveryAnswer.Success;
            case Claim.Done(var pages):
                await router.ForwardAsync(work, pages, stopping).ConfigureAwait(false);
                return DeliveryAnswer.Success;
            default:
                CrashPoint.Reached("stage.leased");
                return await RunClaimedAsync(work, job, key).ConfigureAwait(false);
        }
    }

    private async Task<DeliveryAnswer> RunClaimedAsync(ChunkWork work, JobRecord job, string key)
    {
        using var watched = watch.Start(work, key);
        try
        {
            var pages = await RunStageAsync(work, job, watched.Token).ConfigureAwait(false);
            CrashPoint.Reached("stage.outputs-written");
            pages = await ledger.CompleteAsync(key, pages, watched.Token).ConfigureAwait(false);
            CrashPoint.Reached("stage.completed");
            await router.ForwardAsync(work, pages, watched.Token).ConfigureAwait(false);
            await progress.ChunkDoneAsync(work, stage.Name, watched.Elapsed, watched.Token).ConfigureAwait(false);
            CrashPoint.Reached("stage.published");
            LogDone(logger, stage.Name, work.Header.Job, work.ChunkId, pages.Count, (long)watched.Elapsed.TotalMilliseconds);
            return DeliveryAnswer.Success;
        }
        catch (OperationCanceledException) when (watched.JobStopped || watched.LeaseLost)
        {
            // Nobody waits for the outcome any more, or another worker has the chunk.
            return DeliveryAnswer.Success;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await ledger.ReleaseAsync(key, countAttempt: false, CancellationToken.None).ConfigureAwait(false);
            return DeliveryAnswer.Retry;
        }
        catch (ObjectNotFoundException error)
        {
            LogObjectGone(logger, error, stage.Name, work.Header.Job, work.ChunkId);
            var gone = new Failure(FailureCodes.SourceMissing, "An object of the job is no longer in the object store.");
            await router.FailAsync(work, new PageFailure(stage.Name, gone), CancellationToken.None).ConfigureAwait(false);
            return DeliveryAnswer.Success;
        }
        catch (Exception error) when (IsOutage(error))
        {
            // The store or the sidecar is away: the document is not to blame.
            LogOutage(logger, error, stage.Name, work.Header.Job, work.ChunkId);
            await ledger.ReleaseAsync(key, countAttempt: false, CancellationToken.None).ConfigureAwait(false);
            return DeliveryAnswer.Retry;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogFault(logger, error, stage.Name, work.Header.Job, work.ChunkId);
            await ledger.ReleaseAsync(key, countAttempt: true, CancellationToken.None).ConfigureAwait(false);
            return DeliveryAnswer.Retry;
        }
    }

    private async Task<IReadOnlyList<PageWork>> RunStageAsync(ChunkWork work, JobRecord job, CancellationToken cancellationToken)
    {
        var path = await sources.GetAsync(job.Id, work.Source, cancellationToken).ConfigureAwait(false);
        var source = new DocumentSource(path, work.Source.MediaType, await jobs.FindPasswordAsync(job, cancellationToken).ConfigureAwait(false));
        var folder = Directory.CreateTempSubdirectory("dapr-processing-");
        try
        {
            var context = new ChunkContext(work, source, objects, folder.FullName, progress.Count(work, stage.Name));
            return await stage.RunAsync(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsOutage(Exception error) => error is Dapr.DaprException or HttpRequestException or IOException;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Stage} {Job} chunk {Chunk}: {Pages} pages in {ElapsedMs} ms")]
    private static partial void LogDone(ILogger logger, string stage, JobId job, string chunk, int pages, long elapsedMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stage} {Job} chunk {Chunk}: an object is gone")]
    private static partial void LogObjectGone(ILogger logger, Exception error, string stage, JobId job, string chunk);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stage} {Job} chunk {Chunk}: sidecar or store away, to be delivered again")]
    private static partial void LogOutage(ILogger logger, Exception error, string stage, JobId job, string chunk);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Stage} {Job} chunk {Chunk}: failed, to be delivered again")]
    private static partial void LogFault(ILogger logger, Exception error, string stage, JobId job, string chunk);
}
