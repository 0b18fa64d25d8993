using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>Removes finished tasks with their jobs. A job that was submitted in another way is none of its business.</summary>
internal sealed class TaskCleaner(
    IObjectStore objects, JobStore jobs, StateDocument<ConversionTask> records, TaskStore tasks, TaskWatcher watcher,
    JobCleaner cleaner, OrchestratorClient orchestrator, TimeProvider time)
{
    // One request must not walk a tenant's whole history.
    private const int MaxLooked = 5000;

    public async Task ClearAsync(Tenant tenant, TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - olderThan;
        var seen = new HashSet<string>();
        await foreach (var marker in objects.ListAsync(JobKeys.ListMarkers(tenant.Name), after: null, cancellationToken)
            .Take(MaxLooked).WithCancellation(cancellationToken))
        {
            var job = JobKeys.JobOfListMarker(marker) is { } listed ? await jobs.FindAsync(listed, cancellationToken) : null;
            if (job?.TaskId is { } id && seen.Add(id)
                && await records.FindAsync(ConversionTask.Key(tenant.Name, id), cancellationToken) is { } task)
            {
                await ClearAsync(await watcher.LookAsync(task, cancellationToken), before, cancellationToken);
            }
        }
    }

    private async Task ClearAsync(TaskState state, DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (!state.IsFinished || state.Jobs.Any(job => job?.FinishedAt > before))
        {
            return;
        }

        foreach (var job in state.Jobs.OfType<JobRecord>())
        {
            await orchestrator.ForgetAsync(job.Id, cancellationToken);
            await cleaner.RemoveAsync(job, cancellationToken);
        }

        await tasks.DeleteAsync(state.Task, cancellationToken);
    }
}
