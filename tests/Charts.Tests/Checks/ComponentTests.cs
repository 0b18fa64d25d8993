using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Local.Runtime;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// Rendered components load in the local runtime, which refuses settings it does not know. What the cluster resolves is resolved
/// first: references to secrets become variables. Redis, which the local runtime has not, is left to its schema.
/// </summary>
public sealed class ComponentTests(PostgreSqlServer postgres) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("trial")]
    [InlineData("production")]
    [InlineData("external-everything")]
    [InlineData("builtin-nats")]
    [InlineData("redis-elsewhere")]
    public async Task Components_OfAService_LoadInStrictMode(string name)
    {
        await using var nats = await NatsServer.StartAsync();
        var components = (await Chart.ObjectsAsync(name)).Where(rendered => rendered.Kind == "Component")
            .Where(component => (string)component.Spec["type"]! != "state.redis").ToList();
        var scopes = components.ToDictionary(
            component => component.Name,
            component => component.Json["scopes"]!.AsArray().Select(scope => (string)scope!).ToList());
        foreach (var component in components)
        {
            Resolve(component, nats.Url, postgres.ConnectionString);
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

        var wanted = scopes.Where(scope => scope.Value.Contains("png-to-text")).Select(scope => scope.Key);
        Assert.Equal(wanted.Order(), loaded.Order());
    }

    /// <summary>One consumer on every machine: what a worker leaves behind is in other hands as soon on a cluster.</summary>
    [Theory]
    [InlineData("ackWait")]
    [InlineData("redeliveryDelay")]
    [InlineData("maxRedeliveryDelay")]
    [InlineData("streamCatalog")]
    public async Task PluggableBroker_HasTheSettingsOfTheSelfHostedOne(string setting)
    {
        var objects = await Chart.ObjectsAsync("minimal");
        var rendered = objects.Single(rendered => rendered is { Kind: "Component", Name: "pubsub" });
        var file = Path.Combine(SamplePaths.RepositoryRoot, "components/selfhosted/png-to-text/pubsub.yaml");
        var selfHosted = YamlJson.Read(await File.ReadAllTextAsync(file))!;

        Assert.Equal(ValueOf(selfHosted["spec"]!), ValueOf(rendered.Spec));

        string ValueOf(JsonNode spec) =>
            (string)spec["metadata"]!.AsArray().Single(item => (string?)item!["name"] == setting)!["value"]!;
    }

    /// <summary>A missing Secret holds the pod, and the kubelet names it; daprd would end again and again.</summary>
    [Theory]
    [InlineData("production")]
    [InlineData("external-everything")]
    [InlineData("builtin-nats")]
    [InlineData("redis-elsewhere")]
    public async Task SecretsOfComponents_AreReferencedByEachPodThatLoadsThem(string name)
    {
        var objects = await Chart.ObjectsAsync(name);
        var components = objects.Where(rendered => rendered.Kind == "Component").ToList();
        var pods = objects.Where(rendered => rendered.Kind == "Deployment")
            .Where(rendered => rendered.Pod!["metadata"]!["annotations"]?["dapr.io/app-id"] is not null).ToList();

        Assert.NotEmpty(pods);
        Assert.All(pods, pod =>
        {
            var appId = (string)pod.Pod!["metadata"]!["annotations"]!["dapr.io/app-id"]!;
            var wanted = components
                .Where(component => component.Json["scopes"]!.AsArray().Any(scope => (string?)scope == appId))
                .SelectMany(component => component.Spec["metadata"]!.AsArray())
                .Select(item => item!["secretKeyRef"]).OfType<JsonNode>()
                .Select(reference => $"{reference["name"]}:{reference["key"]}").ToHashSet();
            Assert.Subset(ReferencedBy(pod.Pod!), wanted);
        });
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

    // By a variable of a container, or of the sidecar that the injector adds.
    private static HashSet<string> ReferencedBy(JsonNode pod) =>
    [
        .. pod["spec"]!["containers"]!.AsArray().Concat(pod["spec"]!["initContainers"]?.AsArray() ?? [])
            .SelectMany(container => container!["env"]?.AsArray() ?? [])
            .Select(variable => variable!["valueFrom"]?["secretKeyRef"]).OfType<JsonNode>()
            .Select(reference => $"{reference["name"]}:{reference["key"]}"),
        .. ((string?)pod["metadata"]!["annotations"]!["dapr.io/env-from-secret"] ?? "").Split(',')
            .Select(variable => variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..]),
    ];

    private static void Resolve(RenderedObject component, string natsUrl, string connectionString)
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

            if ((string?)item["name"] is "natsURL" or "connectionString")
            {
                item.Remove("envRef");
                item["value"] = (string?)item["name"] == "natsURL" ? natsUrl : connectionString;
            }
        }
    }
}
