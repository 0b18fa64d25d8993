using System.Net.Http.Json;
using DaprProcessing.Local.Runtime;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.Support;

/// <summary>A runtime of one test's own, with the resource files the test writes.</summary>
public sealed class TestRuntime : IAsyncDisposable
{
    public const string InMemory = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:
          type: pubsub.in-memory
          version: v1
          metadata:
          - name: redeliveryDelay
            value: 5ms
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: store
        spec:
          type: state.in-memory
          version: v1
        """;

    private readonly TempFolder _folder;

    private TestRuntime(LocalRuntimeHost host, TempFolder folder, string appId)
    {
        (Host, _folder) = (host, folder);
        Http = new HttpClient { BaseAddress = host.HttpEndpoint(appId) };
    }

    public LocalRuntimeHost Host { get; }

    /// <summary>The HTTP API of the first app id.</summary>
    public HttpClient Http { get; }

    public string StateDirectory => Path.Combine(_folder.Path, "state");

    public static async Task<TestRuntime> StartAsync(
        string resources = InMemory, Func<LocalRuntimeOptions, LocalRuntimeOptions>? change = null, params string[] appIds)
    {
        var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("resources/all.yaml"), resources);
        string[] ids = appIds.Length > 0 ? appIds : ["app"];
        var options = new LocalRuntimeOptions
        {
            Apps = [.. ids.Select(id => new AppOptions { AppId = id })],
            ResourcesPaths = [Path.Combine(folder.Path, "resources")],
            StateDirectory = Path.Combine(folder.Path, "state"),
        };
        options = change?.Invoke(options) ?? options;
        try
        {
            return new TestRuntime(await LocalRuntimeHost.StartAsync(options), folder, options.Apps[0].AppId);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async Task PublishAsync(string topic, object data, string query = "")
    {
        using var response = await Http.PostAsJsonAsync($"/v1.0/publish/pubsub/{topic}{query}", data);
        Assert.Equal(204, (int)response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
