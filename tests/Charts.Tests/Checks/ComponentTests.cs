using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Local.Runtime;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// Rendered components load in the local runtime, which refuses settings it does not know. What the cluster resolves is resolved
/// first: references to secrets become variables, and a store that the local runtime has not is left to its schema.
/// </summary>
public sealed class ComponentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("trial")]
    [InlineData("external-everything")]
    [InlineData("builtin-nats")]
    [InlineData("redis-elsewhere")]
    public async Task Components_OfAService_LoadInStrictMode(string name)
    {
        await using var nats = await NatsServer.StartAsync();
        var components = (await Chart.ObjectsAsync(name)).Where(rendered => rendered.Kind == "Component").ToList();
        var scopes = components.ToDictionary(
            component => component.Name,
            component => component.Json["scopes"]!.AsArray().Select(scope => (string)scope!).ToList());
        foreach (var component in components.Where(component => component.Name != "statestore"))
        {
            Resolve(component, nats.Url);
            await File.WriteAllTextAsync(_folder.File($"components/{component.Name}.yaml"), component.Json.ToJsonString());
        }

        await using var runtime = await LocalRuntimeHost.StartAsync(new LocalRuntimeOptions
        {
            Apps = [new AppOptions { AppId = "png-to-text" }, new AppOptions { AppId = "gateway" }],
            ResourcesPaths = [_folder.File("components")],
            StateDirectory = _folder.File("state"),
        });
        using var http = new HttpClient { BaseAddress = runtime.HttpEndpoint("png-to-text") };
        var loaded = JsonNode.Parse(await http.GetStringAsync("/v1.0/metadata"))!["components"]!.AsArray()
            .Select(component => (string)component!["name"]!);

        Assert.Equal(
            scopes.Where(scope => scope.Value.Contains("png-to-text") && scope.Key != "statestore")
                .Select(scope => scope.Key).Order(),
            loaded.Order());
    }

    /// <summary>A service publishes by the name of its component: on daprd's own one it is told which.</summary>
    [Fact]
    public async Task BuiltinBroker_GivesEachConsumerAComponentAndItsName()
    {
        var objects = await Chart.ObjectsAsync("external-everything");
        var named = objects.Where(rendered => rendered.Kind == "Deployment")
            .SelectMany(rendered => rendered.Pod!["spec"]!["containers"]![0]!["env"]!.AsArray())
            .Where(variable => (string?)variable!["name"] == "PUBSUB_NAME").Select(variable => (string)variable!["value"]!);

        Assert.Equal(
            objects.Where(rendered => rendered.Kind == "Component")
                .Select(rendered => rendered.Name).Where(found => found.StartsWith("pubsub", StringComparison.Ordinal)).Order(),
            named.Order());
    }

    /// <summary>
    /// daprd subscribes once: to a stream that is not there yet, as after an install that brings NATS along, it stays deaf.
    /// </summary>
    [Fact]
    public async Task BuiltinBroker_WithTheChartsNats_MakesStreamsInEachPodBeforeItsSidecar()
    {
        var pods = (await Chart.ObjectsAsync("builtin-nats")).Where(rendered => rendered.Kind == "Deployment")
            .Where(rendered => rendered.Pod!["metadata"]!["annotations"]?["dapr.io/app-id"] is not null)
            .ToDictionary(rendered => (string)rendered.Pod!["metadata"]!["annotations"]!["dapr.io/app-id"]!,
                rendered => rendered.Pod!["spec"]!["initContainers"]?[0]);

        Assert.All(pods, pod => Assert.Equal(
            ChartCatalogue.Subscribes(pod.Key) ? "streams" : null, (string?)pod.Value?["args"]?[0]));
    }

    public void Dispose() => _folder.Dispose();

    private static void Resolve(RenderedObject component, string natsUrl)
    {
        component.Json["metadata"]!.AsObject().Remove("labels");
        if (component.Name.StartsWith("pubsub", StringComparison.Ordinal))
        {
            // The pluggable component and the local runtime's are one implementation.
            component.Spec["type"] = "pubsub.jetstream";
        }

        foreach (var item in component.Spec["metadata"]!.AsArray().Select(item => item!.AsObject()))
        {
            if (item.Remove("secretKeyRef"))
            {
                item["envRef"] = "CHARTS_TESTS_UNSET";
            }

            if ((string?)item["name"] == "natsURL")
            {
                item["value"] = natsUrl;
            }
        }
    }
}
