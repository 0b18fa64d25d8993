using System.Collections.Concurrent;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Gateway.Workflows;

/// <summary>
/// Has the workflows of accepted jobs started while their callers have been answered already: an orchestrator that is away or
/// silent must not hold up a submit. What is not started here, the reconciler starts.
/// </summary>
internal sealed class WorkflowStarter(OrchestratorClient orchestrator, JobStarts starts) : IHostedService, IDisposable
{
    // With an orchestrator that is silent, each start under way is a connection that waits.
    private const int MaxPending = 256;

    private readonly ConcurrentDictionary<JobId, Task> _pending = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Start(JobRecord job)
    {
        if (starts.TryTell(job) || _pending.Count >= MaxPending)
        {
            return;
        }

        _pending.Hold(job.Id, StartAsync(job));
    }

    /// <summary>Waits for a start that is under way, so that what stops the job does not come before it.</summary>
    public Task SettleAsync(JobId job, CancellationToken cancellationToken) =>
        _pending.TryGetValue(job, out var start) ? start.WaitAsync(cancellationToken) : Task.CompletedTask;

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_pending.Values).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task StartAsync(JobRecord job)
    {
        try
        {
            await orchestrator.StartAsync(job, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Shutting down: the reconciler's.
        }
    }
}
