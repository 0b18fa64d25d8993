using System.Collections.Concurrent;
using Dapr;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using Grpc.Core;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>
/// Plans jobs that begin, and has their workflows started. A document of one chunk is sent off without one: most such are done
/// before a workflow would have had its second turn. What is not done soon gets a workflow that looks after it, and what is cut
/// off here, the reconciler starts.
/// </summary>
internal sealed partial class JobLauncher(
    JobStore jobs, JobPlanner planner, WorkDispatcher dispatcher, JobStarter starter, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<JobLauncher> logger)
{
    /// <summary>A small document that takes longer has its workflow by then; one without is nobody's.</summary>
    public static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(5);

    // Long beside what a small document takes, short beside what anybody would wait.
    private static readonly TimeSpan WorkflowAfter = TimeSpan.FromSeconds(2.5);

    // A broker that stands still says nothing; its component gives up long before.
    private static readonly TimeSpan SentWithin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<JobId, CancellationTokenSource> _underWay = new();

    /// <summary>It is being planned here, or was sent off a moment ago.</summary>
    public bool IsUnderWay(JobId job) => _underWay.ContainsKey(job);

    /// <summary>Begins the job, and returns at once.</summary>
    /// <param name="known">Its record, from whoever has just written it; null to read it.</param>
    /// <param name="queue">Says whether there is a place for the job, and has it back where there is none.</param>
    public void Begin(JobId job, JobRecord? known, JobQueue queue)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var token = ended.Token;
        if (_underWay.TryAdd(job, ended))
        {
            _ = Task.Run(() => RunAsync(job, known, queue, ended, token), CancellationToken.None);
        }
        else
        {
            ended.Dispose();
        }
    }

    /// <summary>It has ended, or is not wanted any more: it needs no workflow.</summary>
    public void Ended(JobId job)
    {
        if (_underWay.TryRemove(job, out var ended))
        {
            ended.Cancel();
            ended.Dispose();
        }
    }

    private async Task RunAsync(
        JobId job, JobRecord? known, JobQueue queue, CancellationTokenSource ended, CancellationToken token)
    {
        var hasPlace = true;
        try
        {
            if ((known ?? await jobs.FindAsync(job, token)) is not { IsStopping: false } record)
            {
                return;
            }

            hasPlace = await queue.TryTakePlaceAsync(record, token);
            if (hasPlace)
            {
                await LaunchAsync(record, token);
            }
        }
        catch (Exception) when (token.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It has ended, or this process does, and what that needs, too. Of a stop the linked token may hear last.
        }
        catch (Exception error) when (error is DaprException or RpcException or HttpRequestException or IOException
            or TimeoutException or OperationCanceledException or FailureException)
        {
            await LeaveToWorkflowAsync(job, error);
        }
        catch (Exception error)
        {
            LogFault(logger, error, job);
            await LeaveToWorkflowAsync(job, error);
        }
        finally
        {
            if (_underWay.TryRemove(KeyValuePair.Create(job, ended)))
            {
                ended.Dispose();
            }

            if (!hasPlace)
            {
                // No sooner: what is under way here is not begun again.
                queue.WaitAgain(job);
            }
        }
    }

    private async Task LaunchAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var job = record.Id;
        var plan = await planner.PlanAsync(record, cancellationToken);
        if (plan is { Failure: null, IsWholeDocument: true, Phases.Count: 1 })
        {
            // Nobody else has this id: should the job be sent again, the broker is not to take that for this.
            await dispatcher.DispatchWholeAsync(record, plan, job.Id, $"{job.Id}/{Guid.NewGuid():n}")
                .WaitAsync(SentWithin, time, cancellationToken);
            plan = plan with { IsSent = true };
            CrashPoint.Reached("orchestrator.sent");
            // Mostly it is cancelled, which is no exception.
            await Task.Delay(WorkflowAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        // The record first: who ends the job sees by it whether there is a workflow to be told.
        if (await (plan.Failure is null ? planner.MarkRunningAsync(job, plan, cancellationToken)
            : jobs.FindAsync(job, cancellationToken)) is not { IsStopping: false })
        {
            return;
        }

        await starter.StartAsync(new JobRun(job, plan), lifetime.ApplicationStopping);
        if (cancellationToken.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await TakeBackAsync(job, lifetime.ApplicationStopping);
        }
    }

    // It has ended while its workflow was started, and whoever ended it has found none to stop.
    private async Task TakeBackAsync(JobId job, CancellationToken cancellationToken)
    {
        await starter.StopAsync(job, cancellationToken);
        await starter.PurgeAsync(job, cancellationToken);
    }

    // Its activities are tried for an hour.
    private async Task LeaveToWorkflowAsync(JobId job, Exception why)
    {
        LogLeftToWorkflow(logger, job, Outage.ReasonOf(why));
        try
        {
            await starter.StartAsync(new JobRun(job), lifetime.ApplicationStopping);
        }
        catch (Exception error) when (error is DaprException or RpcException or HttpRequestException
            or OperationCanceledException)
        {
            // The reconciler finds it without one.
            LogNotStarted(logger, job, Outage.ReasonOf(error));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} could not be planned at once, its workflow is to: {Reason}")]
    private static partial void LogLeftToWorkflow(ILogger logger, JobId job, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} has no workflow yet, the reconciler starts it: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, JobId job, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} could not be planned")]
    private static partial void LogFault(ILogger logger, Exception error, JobId job);
}
