using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Upkeep;

/// <summary>
/// Compares open jobs with their workflows and mends what a crash between two steps left: a job without a workflow is started,
/// one whose workflow has ended is ended, an upload without a job is swept. An upgrade leaves two more: workflows of an older
/// version are started again, and a job whose stage is gone fails.
/// </summary>
internal sealed partial class Reconciler(
    IObjectStore objects, JobStore jobs, JobStarter starter, JobLauncher launcher, JobQueue queue, JobFinisher finisher,
    JobCleaner cleaner,
    StrayKeys strays, TimeProvider time, IOptions<OrchestratorOptions> options, ILogger<Reconciler> logger) : PeriodicService(
        options.Value.ReconcileEvery, time, logger)
{
    // A start that the scheduler lost leaves an instance that never runs; starting it again with its id wakes it.
    private static readonly TimeSpan LostStart = TimeSpan.FromSeconds(10);

    private readonly Dictionary<JobId, DateTimeOffset> _withoutRecord = [];

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var (open, young) = (0, new List<JobRecord>());
        await foreach (var marker in objects.ListAsync(JobKeys.OpenMarkers, after: null, cancellationToken))
        {
            if (JobKeys.JobOfOpenMarker(marker) is { } job)
            {
                open++;
                await ReconcileAsync(job, young, cancellationToken);
            }
            else
            {
                strays.Skip(marker);
            }
        }

        JobMetrics.Open(open);
        await LookAgainAsync(young, cancellationToken);
    }

    private async Task ReconcileAsync(JobId job, List<JobRecord> young, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginJob(job);
        switch (await jobs.FindAsync(job, cancellationToken))
        {
            case null:
                await SweepAbandonedAsync(job, cancellationToken);
                break;
            case { IsStopping: true }:
                await starter.StopAsync(job, cancellationToken);
                await finisher.FinishAsync(new JobEnding.Stopped(job), cancellationToken);
                break;
            case { } record when MissingStage(record) is { } missing:
                await starter.StopAsync(job, cancellationToken);
                var reason = $"The job's pipeline has the stage '{missing}', which this version does not have.";
                await FailAsync(job, FailureCodes.StageMissing, reason, cancellationToken);
                break;
            case { } record when queue.IsWaiting(record.Id) || launcher.IsUnderWay(record.Id):
                break;
            case { } record when IsYoung(record):
                young.Add(record);
                break;
            case { } record:
                await CompareAsync(record, cancellationToken);
                break;
        }
    }

    // Small documents are done without a workflow, and not only by this orchestrator.
    private bool IsYoung(JobRecord record) => Time.GetUtcNow() - record.CreatedAt < JobLauncher.AloneFor;

    // Not in the next round only: this may be the first one after a crash, and their callers wait.
    private async Task LookAgainAsync(List<JobRecord> young, CancellationToken cancellationToken)
    {
        if (young.Count == 0)
        {
            return;
        }

        await Task.Delay(JobLauncher.AloneFor, Time, cancellationToken);
        foreach (var job in young.Select(record => record.Id))
        {
            if (await jobs.FindAsync(job, cancellationToken) is { IsStopping: false } record
                && !queue.IsWaiting(job) && !launcher.IsUnderWay(job))
            {
                await CompareAsync(record, cancellationToken);
            }
        }
    }

    private async Task CompareAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var job = record.Id;
        _withoutRecord.Remove(job);
        switch (await starter.FindAsync(job, cancellationToken))
        {
            case null or { Exists: false }:
                LogRestored(logger, job, "had no workflow");
                queue.Start(job, known: null);
                break;
            case { } workflow when WorkflowVersion.IsOther(workflow):
                LogRestored(logger, job, $"had a workflow of another version, {workflow.WorkflowName}");
                await starter.StopAsync(job, cancellationToken);
                await StartAgainAsync(job, cancellationToken);
                break;
            case { RuntimeStatus: WorkflowRuntimeStatus.Pending } when Time.GetUtcNow() - record.CreatedAt > LostStart:
                LogRestored(logger, job, "had a workflow that never began");
                await starter.StartAsync(new JobRun(job), cancellationToken);
                break;
            case { RuntimeStatus: WorkflowRuntimeStatus.Completed }
                when await jobs.FindAsync(job, cancellationToken) is { IsStopping: false }:
                // It ends the record before it completes: what we see is a state store from an older backup.
                LogRestored(logger, job, "had a workflow that is over");
                await StartAgainAsync(job, cancellationToken);
                break;
            case { IsWorkflowRunning: true }:
                queue.Note(record);
                break;
            case { RuntimeStatus: WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated } workflow:
                LogWorkflowFailed(logger, job, workflow.FailureDetails?.ErrorMessage ?? "terminated");
                await FailAsync(
                    job, FailureCodes.Internal, "The job's workflow ended unexpectedly.", cancellationToken, retryable: true);
                break;
        }
    }

    private async Task StartAgainAsync(JobId job, CancellationToken cancellationToken)
    {
        await starter.PurgeAsync(job, cancellationToken);
        await starter.StartAsync(new JobRun(job), cancellationToken);
    }

    private static string? MissingStage(JobRecord record) => record.Phases.SelectMany(phase => phase.Participants)
        .FirstOrDefault(stage => !ConsumerCatalogue.Shipped.IsStage(stage));

    private Task FailAsync(JobId job, string code, string message, CancellationToken cancellationToken, bool retryable = false) =>
        finisher.FinishAsync(new JobEnding.Failed(job, new Failure(code, message, retryable)), cancellationToken);

    // The marker is written before the upload begins; how old it is only this process's own watch tells.
    private async Task SweepAbandonedAsync(JobId job, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        if (_withoutRecord.TryAdd(job, now) || now - _withoutRecord[job] < options.Value.AbandonedUploadAfter)
        {
            return;
        }

        await cleaner.RemoveObjectsAsync(job, cancellationToken);
        await objects.DeleteAsync(JobKeys.OpenMarker(job), cancellationToken);
        _withoutRecord.Remove(job);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} {Reason}: started")]
    private static partial void LogRestored(ILogger logger, JobId job, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job}: its workflow ended: {Reason}")]
    private static partial void LogWorkflowFailed(ILogger logger, JobId job, string reason);
}
