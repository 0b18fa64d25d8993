using DaprProcessing.Local.Host.Running;
using DaprProcessing.Local.Runtime;

namespace DaprProcessing.Local.Host;

/// <summary>A service that listens and gets its messages; disposing it stops both and lets what it has in hand go back.</summary>
internal sealed class RunningService(string appId, WebApplication app, LocalRuntimeHost runtime) : IAsyncDisposable
{
    public static async Task<RunningService> StartAsync(
        string appId, WebApplication app, LocalRuntimeHost runtime, CancellationToken cancellationToken)
    {
        var service = new RunningService(appId, app, runtime);
        try
        {
            await app.StartAsync(cancellationToken);
            await runtime.AttachAppAsync(appId, service.Address, cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where it is found from here; requests that name a wildcard would be refused as those to a strange host.</summary>
    public Uri Address => ListenAddress.Parse(app.Urls.First()).Reached;

    public async ValueTask DisposeAsync()
    {
        // Together: the handlers give up their work at the stop, and that is what the runtime's drain waits for.
        await Task.WhenAll(app.StopAsync(), runtime.DetachAppAsync(appId));
        await app.DisposeAsync();
    }
}
