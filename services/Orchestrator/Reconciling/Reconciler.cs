using Dapr;
using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Reconciling;

/// <summary>
/// Compares open jobs with their workflows and mends what a crash between two steps left: a job without a workflow is started, one
/// whose workflow has ended is ended, an upload without a job is swept.
/// </summary>
internal sealed partial class Reconciler(
    IObjectStore objects, JobStore jobs, JobStarter starter, JobFinisher finisher, JobCleaner cleaner, TimeProvider time,
    IOptions<OrchestratorOptions> options, ILogger<Reconciler> logger) : BackgroundService
{
    private readonly OrchestratorOptions _options = options.Value;
    private readonly Dictionary<JobId, DateTimeOffset> _withoutRecord = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.ReconcileEvery, time);
        do
        {
            try
            {
                await foreach (var marker in objects.ListAsync(JobKeys.OpenMarkers, after: null, stoppingToken))
                {
                    await ReconcileAsync(JobKeys.JobOfOpenMarker(marker), stoppingToken);
                }
            }
            catch (Exception error) when (error is DaprException or HttpRequestException or RpcException && !stoppingToken.IsCancellationRequested)
            {
                // Sidecar or store away: the next round is soon.
                LogRoundFailed(logger, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReconcileAsync(JobId job, CancellationToken cancellationToken)
    {
        var record = await jobs.FindAsync(job, cancellationToken);
        if (record is null)
        {
            await SweepAbandonedAsync(job, cancellationToken);
            return;
        }

        _withoutRecord.Remove(job);
        if (record.Status.IsTerminal() || record.Status == JobStatus.Cancelling)
        {
            await starter.StopAsync(job, cancellationToken);
            await finisher.FinishAsync(new JobEnding(job, Failure: null), cancellationToken);
            return;
        }

        var workflow = await starter.FindAsync(job, cancellationToken);
        if (workflow is not { Exists: true })
        {
            LogRestored(logger, job);
            await starter.StartAsync(job, cancellationToken);
        }
        else if (workflow.RuntimeStatus is WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated)
        {
            LogWorkflowFailed(logger, job, workflow.FailureDetails?.ErrorMessage ?? "terminated");
            var failure = new Failure(FailureCodes.Internal, "The job's workflow ended unexpectedly.", Retryable: true);
            await finisher.FinishAsync(new JobEnding(job, failure), cancellationToken);
        }
    }

    // The marker is written before the upload begins; how old it is only this process's own watch tells.
    private async Task SweepAbandonedAsync(JobId job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_withoutRecord.TryAdd(job, now) || now - _withoutRecord[job] < _options.AbandonedUploadAfter)
        {
            return;
        }

        await cleaner.RemoveObjectsAsync(job, cancellationToken);
        await objects.DeleteAsync(JobKeys.OpenMarker(job), cancellationToken);
        _withoutRecord.Remove(job);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "open jobs could not be looked through this time: {Reason}")]
    private static partial void LogRoundFailed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job} had no workflow: started")]
    private static partial void LogRestored(ILogger logger, JobId job);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job}: its workflow ended: {Reason}")]
    private static partial void LogWorkflowFailed(ILogger logger, JobId job, string reason);
}
