using Dapr;
using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Workflows;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>Starts and stops the workflow of a job; both may be asked for again.</summary>
internal sealed class JobStarter(DaprWorkflowClient workflows)
{
    // A runtime whose scheduler is away leaves the call open: who waits is to hear of it, and the next round asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>There is a workflow afterwards, new or from before.</summary>
    public async Task StartAsync(JobRun run, CancellationToken cancellationToken)
    {
        var job = run.Job;
        try
        {
            await workflows.ScheduleNewWorkflowAsync(ProcessDocumentWorkflow.RegisteredName, job.Id, run)
                .WaitAsync(Patience, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The gateway and the reconciler may ask at once: then the other was first, which is as good.
            if (await FindSoonAsync(job, cancellationToken) is { Exists: true })
            {
                return;
            }

            if (error is TimeoutException)
            {
                throw new DaprException("the workflow was not started in time", error);
            }

            throw;
        }
    }

    public async Task StopAsync(JobId job, CancellationToken cancellationToken)
    {
        if (await FindAsync(job, cancellationToken) is { Exists: true, IsWorkflowRunning: true })
        {
            await workflows.TerminateWorkflowAsync(job.Id, cancellation: cancellationToken);
        }
    }

    public Task<WorkflowState?> FindAsync(JobId job, CancellationToken cancellationToken) =>
        workflows.GetWorkflowStateAsync(job.Id, getInputsAndOutputs: true, cancellationToken)!;

    private async Task<WorkflowState?> FindSoonAsync(JobId job, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(job, cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new DaprException("the runtime does not say whether the workflow was started", error);
        }
    }

    /// <summary>Forgets the workflow's history.</summary>
    public async Task PurgeAsync(JobId job, CancellationToken cancellationToken)
    {
        // A small document has had none.
        if (await FindAsync(job, cancellationToken) is { Exists: true })
        {
            await workflows.PurgeInstanceAsync(job.Id, cancellationToken);
        }
    }
}
