using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DaprProcessing.TestKit;

/// <summary>
/// A Dapr runtime with the platform's components in memory (objects in a temporary folder), and beside the app ids asked for an
/// <c>observer</c> that collects what is published on the topics a test wants to see.
/// </summary>
public sealed class InMemoryRuntime : IAsyncDisposable
{
    private const string Observer = "observer";

    private readonly TempFolder _folder;
    private readonly LocalRuntimeHost _host;
    private readonly HttpClient _http;
    private readonly List<(string AppId, WebApplication App)> _apps = [];
    private readonly List<WebApplication> _replicas = [];
    private readonly ConcurrentQueue<(string Topic, JsonElement CloudEvent)> _seen = new();

    private InMemoryRuntime(TempFolder folder, LocalRuntimeHost host)
    {
        (_folder, _host) = (folder, host);
        _http = new HttpClient { BaseAddress = host.HttpEndpoint(Observer) };
    }

    /// <summary>Where the objects are, as files.</summary>
    public string ObjectFolder => Path.Combine(_folder.Path, "objects");

    public static Task<InMemoryRuntime> StartAsync(params string[] appIds) => StartAsync(new FailingWrites(), appIds);

    /// <param name="failures">Decides which writes to the state store fail.</param>
    public static Task<InMemoryRuntime> StartAsync(FailingWrites failures, params string[] appIds) =>
        StartAsync(failures, new RuntimeFaults(), appIds);

    /// <param name="failures">Decides which writes to the state store fail.</param>
    /// <param name="faults">What else goes wrong.</param>
    public static async Task<InMemoryRuntime> StartAsync(FailingWrites failures, RuntimeFaults faults, params string[] appIds)
    {
        var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("resources/all.yaml"), $$"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {name: pubsub}
            spec: {type: pubsub.in-memory, version: v1, metadata: [{name: redeliveryDelay, value: 20ms}]}
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {name: statestore}
            spec: {type: state.in-memory, version: v1, metadata: [{name: keyPrefix, value: none}]}
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {name: objectstore}
            spec: {type: bindings.localstorage, version: v1, metadata: [{name: rootPath, value: '{{folder.Path}}/objects'}]}
            """);
        try
        {
            return new InMemoryRuntime(folder, await LocalRuntimeHost.StartAsync(new LocalRuntimeOptions
            {
                Apps = [.. appIds.Append(Observer).Select(appId => new AppOptions { AppId = appId })],
                ResourcesPaths = [Path.Combine(folder.Path, "resources")],
                StateDirectory = Path.Combine(folder.Path, "state"),
                LosesWorkflowStart = faults.TakeLostStart,
                ConfigureComponents = components =>
                {
                    components.Wrap("state.in-memory", store => failures.Around((IStateStore)store));
                    components.Wrap("pubsub.in-memory", broker => faults.Around((IPubSub)broker));
                },
            }));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The command line of a service; <paramref name="settings"/> as <c>Gateway:MaxUploadBytes=10</c>.</summary>
    public string[] Arguments(string appId, params string[] settings) =>
    [
        "--urls=http://127.0.0.1:0",
        $"--DAPR_HTTP_ENDPOINT={_host.HttpEndpoint(appId)}",
        $"--DAPR_GRPC_ENDPOINT={_host.GrpcEndpoint(appId)}",
        $"--SourceCache:Folder={Path.Combine(_folder.Path, "cache")}",
        // A test that takes the store away wants to see what becomes of the caller.
        "--ObjectStore:RetryFor=00:00:00.2",
        "--ObjectStore:LargeWrites=presigned",
        "--Logging:LogLevel:Default=None",
        .. settings.Select(setting => $"--{setting}"),
    ];

    /// <summary>Starts a service and lets the runtime deliver to it; it is stopped with the runtime.</summary>
    public async Task<Uri> StartAppAsync(string appId, WebApplication app)
    {
        _apps.Add((appId, app));
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        await _host.AttachAppAsync(appId, address);
        return address;
    }

    /// <summary>Starts another of an app that is there: beside the same sidecar, which delivers to the first one only.</summary>
    public async Task<Uri> StartReplicaAsync(WebApplication app)
    {
        _replicas.Add(app);
        await app.StartAsync();
        return new Uri(app.Urls.First());
    }

    /// <summary>From now on what is published on these topics can be asked for with <see cref="Seen"/>.</summary>
    public async Task ObserveAsync(params string[] topics)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet(
            "/dapr/subscribe", () => topics.Select(topic => new { pubsubname = "pubsub", topic, route = $"/topics/{topic}" }));
        app.MapPost("/topics/{topic}", (string topic, JsonElement cloudEvent) =>
        {
            _seen.Enqueue((topic, cloudEvent));
            return Results.Ok();
        });
        await StartAppAsync(Observer, app);
    }

    /// <summary>The cloud events seen on a topic so far.</summary>
    public IReadOnlyList<JsonElement> Seen(string topic) =>
        [.. _seen.Where(seen => seen.Topic == topic).Select(seen => seen.CloudEvent)];

    public async Task<JsonElement> NextAsync(string topic, int count = 1)
    {
        await Eventually.Async(() => Seen(topic).Count >= count, TimeSpan.FromMinutes(1), $"{count} messages on {topic}");
        return Seen(topic)[count - 1];
    }

    /// <summary>Publishes a payload as it is, whatever it is.</summary>
    /// <param name="isRaw">Without an envelope, as a client of the broker does that knows no Dapr.</param>
    public async Task PublishAsync(
        string topic, string payload, string contentType = "application/json", bool isRaw = false)
    {
        using var content = new StringContent(payload, Encoding.UTF8, contentType);
        var query = isRaw ? "?metadata.rawPayload=true" : "";
        using var response = await _http.PostAsync($"/v1.0/publish/pubsub/{topic}{query}", content);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    public async Task SaveStateAsync<T>(string key, T value)
    {
        using var response = await _http.PostAsJsonAsync("/v1.0/state/statestore", new[] { new { key, value } });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    /// <summary>What is stored at the key, or null.</summary>
    public async Task<JsonElement?> FindStateAsync(string key)
    {
        using var response = await _http.GetAsync($"/v1.0/state/statestore/{Uri.EscapeDataString(key)}");
        return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task DeleteStateAsync(string key)
    {
        using var response = await _http.DeleteAsync($"/v1.0/state/statestore/{Uri.EscapeDataString(key)}");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    /// <summary>The keys of the objects under a prefix.</summary>
    public IReadOnlyList<string> Objects(string prefix = "") => !Directory.Exists(ObjectFolder) ? []
        : [.. Directory.GetFiles(ObjectFolder, "*", SearchOption.AllDirectories).Select(
            file => Path.GetRelativePath(ObjectFolder, file))
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key.StartsWith(".dapr", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.StopAsync();
            await replica.DisposeAsync();
        }

        foreach (var (appId, app) in _apps)
        {
            await Task.WhenAll(app.StopAsync(), _host.DetachAppAsync(appId));
            await app.DisposeAsync();
        }

        _http.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
