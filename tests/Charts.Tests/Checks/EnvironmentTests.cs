using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>What the chart puts into a container's environment is what the code in it reads.</summary>
public sealed class EnvironmentTests
{
    // Read where no options class is: the file that does. The others are .NET's own.
    private static readonly Dictionary<string, string?> Plain = new()
    {
        ["APP_API_TOKEN"] = "platform/Platform/Hosting/SidecarToken.cs",
        ["PubSub__SubscriptionPerSlot"] = "platform/Platform/Hosting/ConsumerSubscription.cs",
        ["PUBSUB_NAME"] = "platform/Contracts/Catalogue/DaprNames.cs",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "platform/Platform/Hosting/Telemetry/ProcessTelemetry.cs",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = null, ["OTEL_RESOURCE_ATTRIBUTES"] = null, ["POD_NAME"] = null,
        ["DAPR_API_TOKEN"] = null, ["ASPNETCORE_URLS"] = null, ["DOTNET_gcServer"] = null, ["TMPDIR"] = null,
        ["SSL_CERT_FILE"] = null,
    };

    public static TheoryData<string> CaseNames => Cases.Names;

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Environment_OfEveryService_BindsToItsOptions(string name)
    {
        foreach (var (service, variables) in Environments(await Chart.ObjectsAsync(name)))
        {
            Assert.Empty(variables.Keys.Where(key => !key.Contains("__", StringComparison.Ordinal)).Except(Plain.Keys));
            Assert.Subset(
                ChartCatalogue.SectionsOf(service).ToHashSet(),
                OptionsClasses.Bind(variables.Where(pair =>
                    pair.Key.Contains("__", StringComparison.Ordinal) && !Plain.ContainsKey(pair.Key))).ToHashSet());
        }
    }

    /// <summary>Helm's numbers are all fractions to its templates; whole ones are written out, the others stay.</summary>
    [Theory]
    [InlineData("{\"TextModels:OpenAi\":{\"Temperature\":0.2}}", "TextModels__OpenAi__Temperature", "0.2")]
    [InlineData("{\"TextModels:OpenAi\":{\"Temperature\":-1}}", "TextModels__OpenAi__Temperature", "-1")]
    [InlineData("{\"Engines\":{\"MaxResidentBytes\":12345678901}}", "Engines__MaxResidentBytes", "12345678901")]
    [InlineData("{\"Stage\":{\"Lease\":[20000000,0.5]}}", "Stage__Lease__0", "20000000")]
    [InlineData("{\"Stage\":{\"Lease\":[20000000,0.5]}}", "Stage__Lease__1", "0.5")]
    public async Task Number_InSettings_IsWrittenAsItIs(string settings, string variable, string value)
    {
        var rendered = (await Chart.TemplateAsync(
            Chart.CaseValues("minimal"), "--set-json", $"services.png-to-text.settings={settings}")).Succeeded();

        Assert.Equal(value, Environments(RenderedObject.All(rendered)).Single(service => service.Service == "png-to-text")
            .Variables[variable]);
    }

    /// <summary>What the component beside a service is told: options of its own, and metadata of JetStream.</summary>
    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Environment_OfTheComponent_IsWhatItReads(string name)
    {
        var source = string.Concat(
            new[] { "platform/JetStream", "services/JetstreamComponent" }.SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(SamplePaths.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
        var variables = (await Chart.ObjectsAsync(name)).Where(rendered => rendered.Kind == "Deployment")
            .SelectMany(rendered => RenderedObject.ContainersOf(rendered.Pod!))
            .Where(container => (string?)container["name"] == "jetstream-component")
            .SelectMany(container => container["env"]!.AsArray()).Select(variable => (string)variable!["name"]!)
            .Distinct().ToList();

        Assert.Equal(HasDaprsOwnBroker(name), variables.Count == 0);
        Assert.All(variables, variable => Assert.True(variable.Split("__") switch
        {
            ["Component", var option] => OptionsClasses.All["Component"].GetProperty(option) is not null,
            ["JetStream", var metadata] => source.Contains($"\"{metadata}\"", StringComparison.Ordinal),
            _ => source.Contains($"\"{variable}\"", StringComparison.Ordinal),
        }, variable));
    }

    /// <summary>The component works on one message a stream: without it, a service with many slots uses one.</summary>
    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Services_BesideTheComponent_SubscribePerSlot(string name)
    {
        var pods = (await Chart.ObjectsAsync(name)).Where(rendered => rendered.Kind == "Deployment")
            .Select(rendered => rendered.Pod!)
            .Where(pod => ChartCatalogue.Subscribes((string?)pod["metadata"]!["annotations"]?["dapr.io/app-id"]))
            .Select(pod => RenderedObject.ContainersOf(pod).ToList())
            .Where(pod => pod.Exists(container => (string?)container["name"] == "jetstream-component")).ToList();

        Assert.Equal(HasDaprsOwnBroker(name), pods.Count == 0);
        Assert.All(pods, pod => Assert.Contains(pod.SelectMany(container => container["env"]?.AsArray() ?? []), variable =>
            (string?)variable!["name"] == "PubSub__SubscriptionPerSlot" && (string?)variable["value"] == "true"));
    }

    [Fact]
    public void Variables_WithoutASection_AreReadWhereItIsSaid() => Assert.All(
        Plain.Where(variable => variable.Value is not null),
        variable => Assert.Contains(
            $"\"{variable.Key.Replace("__", ":", StringComparison.Ordinal)}\"",
            File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, variable.Value!)),
            StringComparison.Ordinal));

    [Fact]
    public void Settings_OfTheCatalogue_AreThoseOfTheOptionsClasses() => Assert.All(
        ChartCatalogue.Settings,
        section => Assert.All(
            section.Value!.AsArray(), option => Assert.NotNull(OptionsClasses.All[section.Key].GetProperty((string)option!))));

    private static bool HasDaprsOwnBroker(string name) => name is "external-everything" or "builtin-nats";

    // The container beside it is the component's.
    private static IEnumerable<(string Service, Dictionary<string, string> Variables)> Environments(
        IEnumerable<RenderedObject> objects) =>
        from deployment in objects
        where deployment.Kind == "Deployment"
        let service = (string?)deployment.Pod!["metadata"]!["annotations"]?["dapr.io/app-id"]
        where service is not null
        let container = RenderedObject.ContainersOf(deployment.Pod!).Single(container => (string?)container["name"] == service)
        select (service, container["env"]!.AsArray().ToDictionary(
            variable => (string)variable!["name"]!, variable => (string?)variable!["value"] ?? "from-a-secret"));
}
