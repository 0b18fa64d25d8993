using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>Begins what a gateway in the same process has accepted, from when this service is up until it stops.</summary>
internal sealed class StartListener(
    JobStarts starts, JobQueue queue, IHostApplicationLifetime lifetime, ILogger<StartListener> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            var taking = starts.Take(Begin);
            lifetime.ApplicationStopping.Register(taking.Dispose);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Begin(JobRecord job)
    {
        using var scope = logger.BeginJob(job.Id);
        queue.Start(job.Id, job);
    }
}
