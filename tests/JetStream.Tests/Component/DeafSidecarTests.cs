using System.Collections.Concurrent;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.JetStream.Tests.Component;

/// <summary>
/// A daprd stays healthy and deaf after its component was killed and started again; the component has it restarted.
/// </summary>
public sealed class DeafSidecarTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TempFolder _folder = new();
    private volatile bool _isHealthy;
    private NatsServer _server = null!;
    private WebApplication _sidecar = null!;

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _sidecar = builder.Build();
        _sidecar.Urls.Add("http://127.0.0.1:0");
        _sidecar.MapGet("/v1.0/healthz", () => Results.StatusCode(_isHealthy ? 204 : 500));
        _sidecar.MapPost("/v1.0/shutdown", (HttpRequest request) => _asked.Enqueue($"{request.Headers["dapr-api-token"]}"));
        await _sidecar.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Component_KilledAndBack_PublishesAndHasTheSidecarRestarted()
    {
        var first = await StartAsync();
        await using var daprd = new Daprd(first);
        await daprd.InitAsync(_server.Url);
        daprd.Subscribe("work", _ => Task.FromResult<string?>(null));
        _isHealthy = true;
        first.Kill();
        await Eventually.Async(() => daprd.Ended == 1, Within, "the stream has ended");
        await first.DisposeAsync();

        await using var second = await StartAsync();
        await using var deaf = new Daprd(second);
        await deaf.PublishAsync("other", "1");

        await Eventually.Async(() => _asked.Contains("secret"), Within, "asked to shut down");
        await Eventually.Async(
            () => second.Log.Contains("takes no messages", StringComparison.Ordinal), Within, "said so");
        await using var broker = new Broker(_server);
        Assert.Equal(1L, (await broker.FindStreamAsync("OTHER"))!.State.Messages);
    }

    [Fact]
    public async Task Sidecar_WhoseOnlyStreamBroke_IsAskedToShutDown()
    {
        await using var component = await StartAsync();
        await using var daprd = new Daprd(component);
        await daprd.InitAsync(_server.Url);
        daprd.Subscribe("work", _ => Task.FromResult<string?>(null));
        await daprd.PublishAsync("work", "1");
        await Eventually.Async(() => daprd.Handled.Count == 1, Within, "the stream is open");
        Assert.Empty(_asked);
        _isHealthy = true;

        daprd.Kill();

        await Eventually.Async(() => !_asked.IsEmpty, Within, "asked to shut down");
    }

    private Task<ComponentProcess> StartAsync() => ComponentProcess.StartAsync(
        _folder,
        new Uri(_sidecar.Urls.Single()).Port,
        ("DAPR_API_TOKEN", "secret"), ("Component__DeafAfter", "00:00:00.500"), ("JetStream__natsURL", _server.Url));
}
