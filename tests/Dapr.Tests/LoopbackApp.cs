using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Dapr.Tests;

/// <summary>A real Kestrel, on a free loopback port unless told otherwise.</summary>
internal sealed class LoopbackApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackApp(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<LoopbackApp> StartAsync(
        Action<WebApplication> map,
        HttpProtocols protocols = HttpProtocols.Http2,
        Action<IServiceCollection>? services = null,
        Uri? at = null,
        string? unixSocket = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (unixSocket is null)
            {
                kestrel.Listen(System.Net.IPAddress.Loopback, at?.Port ?? 0, listen => listen.Protocols = protocols);
            }
            else
            {
                kestrel.ListenUnixSocket(unixSocket, listen => listen.Protocols = protocols);
            }
        });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new LoopbackApp(app);
    }

    /// <summary>Stops in good order: calls under way may end.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <summary>Stops at once: connections break.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
