using DaprProcessing.JetstreamComponent.Rpc;

namespace DaprProcessing.JetstreamComponent.Hosting;

/// <summary>
/// What comes before the end: no more messages, time for the app to finish those it has, and for what it publishes meanwhile.
/// The sidecar's streams stay open till then, since they carry the acknowledgements; waiting for the sidecar to close them would
/// not do, because on Kubernetes it ends after all others.
/// </summary>
internal sealed class Drain(OpenStreams streams, BrokerLink broker, TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await streams.FinishAsync();
        while (broker.SinceLastPublish < Quiet && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Step, time, CancellationToken.None);
        }

        streams.Close();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
