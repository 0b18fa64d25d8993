using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Jobs;
using Grpc.Core;

namespace DaprProcessing.Orchestrator.Reports;

/// <summary>
/// Raises each report as an event into the workflow that waits for it; a second report of a chunk wakes nobody. The report that
/// ends a job ends it here: the workflow, where there is one, only hears of it. One that is not signed with its job's key is
/// passed over.
/// </summary>
internal sealed partial class ReportReceiver(
    DaprWorkflowClient workflows, JobFinisher finisher, JobStarter starter, JobStore jobs, ReportKeys keys,
    ILogger<ReportReceiver> logger)
{
    public async Task ReceiveAsync(ChunkReport report, CancellationToken cancellationToken)
    {
        try
        {
            await TakeAsync(report, cancellationToken);
        }
        catch (ForgedReportException)
        {
            LogForged(logger, report.Header.Job, report.WorkId);
        }
    }

    private async Task TakeAsync(ChunkReport report, CancellationToken cancellationToken)
    {
        if (report is { EndsJob: true, Failure: null })
        {
            var ending = new JobEnding.Completed(report.Header.Job, report.PagesFailed, UnitsFailed: 0, report.Totals)
            {
                Pages = report.Units,
            };
            if (await finisher.FinishAsync(ending, cancellationToken, report) is not { HadWorkflow: true })
            {
                return;
            }
        }

        if (!await keys.IsGenuineAsync(report, cancellationToken))
        {
            throw new ForgedReportException(report);
        }

        await RaiseAsync(report, cancellationToken);
    }

    private async Task RaiseAsync(ChunkReport report, CancellationToken cancellationToken)
    {
        // A document that went without a workflow needs one now: its pages are tried one by one.
        if (report.Failure is not null && report.ReplyTo == report.Header.Job.Id
            && await starter.FindAsync(report.Header.Job, cancellationToken) is not { Exists: true })
        {
            if (await jobs.FindAsync(report.Header.Job, cancellationToken) is not { IsStopping: false })
            {
                return;
            }

            await starter.StartAsync(new JobRun(report.Header.Job, IsSent: true), cancellationToken);
        }

        try
        {
            await workflows.RaiseEventAsync(report.ReplyTo, ReportEvents.NameOf(report.WorkId), report, cancellationToken);
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            // What a runtime says to an event for an instance that is gone differs; a look tells it from a runtime that is away.
            var state = await workflows.GetWorkflowStateAsync(report.ReplyTo, getInputsAndOutputs: false, cancellationToken);
            if (state is { IsWorkflowRunning: true })
            {
                throw;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Job} {Work}: a report that is not signed with the job's key is passed over; somebody forges reports, or a stage is "
        + "of a version from before there were keys")]
    private static partial void LogForged(ILogger logger, JobId job, string work);
}
