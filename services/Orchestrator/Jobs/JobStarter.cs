using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Workflows;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>Starts and stops the workflow of a job; both may be asked for again.</summary>
internal sealed class JobStarter(DaprWorkflowClient workflows)
{
    /// <summary>There is a workflow afterwards, new or from before.</summary>
    public async Task StartAsync(JobRun run, CancellationToken cancellationToken)
    {
        var job = run.Job;
        try
        {
            await workflows.ScheduleNewWorkflowAsync(ProcessDocumentWorkflow.RegisteredName, job.Id, run)
                .WaitAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The gateway and the reconciler may ask at once: then the other was first, which is as good.
            if (await FindAsync(job, cancellationToken) is not { Exists: true })
            {
                throw;
            }
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
