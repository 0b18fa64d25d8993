using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Checks.Scheduling;
using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>Engines of others: the presets beside the chart, and what a values file may say of one.</summary>
public sealed class BackendTests
{
    private static readonly string Folder = Path.Combine(Chart.Folder, "presets");

    public static TheoryData<string> Presets =>
        [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order()];

    /// <summary>Those with a Deployment of their own; chatllm's program is in the pod of its stage.</summary>
    public static TheoryData<string> BackendPresets => [.. Directory.EnumerateFiles(Folder)
        .Where(file => File.ReadLines(file).Contains("backends:")).Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Preset_BesideTheLeastValues_RendersKnownFields(string preset) =>
        Assert.Empty((await RenderAsync("--values", Path.Combine(Folder, preset))).SelectMany(KindTests.Errors));

    /// <summary>The stage asks the Service that the preset makes, on its port.</summary>
    [Theory]
    [MemberData(nameof(BackendPresets))]
    public async Task Preset_BesideTheLeastValues_LeadsItsStageToIt(string preset)
    {
        var objects = await RenderAsync("--values", Path.Combine(Folder, preset));
        var service = objects.Single(rendered => rendered.Kind == "Service"
            && rendered.Name.Contains("-backend-", StringComparison.Ordinal));
        var address = $"http://{service.Name}:{service.Spec["ports"]![0]!["port"]}";

        Assert.Contains(
            objects.Where(rendered => rendered.Kind == "Deployment")
                .SelectMany(rendered => RenderedObject.ContainersOf(rendered.Pod!))
                .SelectMany(container => container["env"]?.AsArray() ?? []),
            variable => ((string)variable!["name"]!).EndsWith("__Endpoint", StringComparison.Ordinal)
                && (string?)variable["value"] == address);
    }

    [Theory]
    [MemberData(nameof(BackendPresets))]
    public async Task Preset_BesideTheLeastValues_IsProbedAndPlaced(string preset)
    {
        var objects = await RenderAsync("--values", Path.Combine(Folder, preset));
        var pod = objects.Single(rendered => rendered.Kind == "Deployment"
            && rendered.Name.Contains("-backend-", StringComparison.Ordinal)).Pod!;
        var container = RenderedObject.ContainersOf(pod).Single();

        Assert.NotEmpty(Scheduler.NodesFor(pod, objects));
        Assert.All(
            (string[])["startupProbe", "livenessProbe", "readinessProbe"],
            probe => Assert.Equal("/health", (string?)container[probe]!["httpGet"]!["path"]));
        Assert.All(
            container["volumeMounts"]!.AsArray(),
            mount => Assert.Contains(
                pod["spec"]!["volumes"]!.AsArray(), volume => (string?)volume!["name"] == (string?)mount!["name"]));
        Assert.Contains(container["env"]!.AsArray(), variable => (string?)variable!["name"] == "HOME");
    }

    /// <summary>The program comes with the image, and its models lie where the stage is told that they do.</summary>
    [Fact]
    public async Task Preset_OfChatllm_PlacesItsStageWithProgramModelsAndDevice()
    {
        var objects = await RenderAsync("--values", Path.Combine(Folder, "chatllm.yaml"));
        var pod = objects.Single(rendered => rendered is { Kind: "Deployment", Name: "dp-dapr-processing-tts" }).Pod!;
        var container = pod["spec"]!["containers"]![0]!;
        var variables = container["env"]!.AsArray().ToLookup(
            variable => (string)variable!["name"]!, variable => (string?)variable!["value"]);
        var mount = container["volumeMounts"]!.AsArray().Single(mount => (string?)mount!["name"] == "models")!;

        Assert.Equal(["gpu-l4"], Scheduler.NodesFor(pod, objects).Select(node => node.Name));
        Assert.Equal("1", (string?)container["resources"]!["limits"]!["nvidia.com/gpu"]);
        Assert.EndsWith("-chatllm", (string?)container["image"], StringComparison.Ordinal);
        Assert.StartsWith("/opt/", Assert.Single(variables["Tts__ChatLlm__Program"]), StringComparison.Ordinal);
        Assert.All((string[])["Model", "SnacModel"], model => Assert.StartsWith(
            $"{mount["mountPath"]}/", Assert.Single(variables[$"Tts__ChatLlm__{model}"]), StringComparison.Ordinal));
        Assert.Contains(pod["spec"]!["volumes"]!.AsArray(), volume => (string?)volume!["name"] == "models");
        Assert.All(
            objects.Where(rendered => rendered.Pod is not null && rendered.Name != "dp-dapr-processing-tts"),
            other => Assert.DoesNotContain(Scheduler.NodesFor(other.Pod!, objects), node => node.HasGpu));
    }

    [Fact]
    public async Task SecurityContext_OfABackend_ChangesWhatItNamesOnly()
    {
        var objects = await RenderAsync("--set", "backends.a.port=1,backends.a.image.repository=x,backends.a.image.tag=v1,"
            + "backends.a.securityContext.runAsUser=1001,backends.a.securityContext.readOnlyRootFilesystem=false");
        var security = RenderedObject.ContainersOf(objects.Single(rendered => rendered.Kind == "Deployment"
            && rendered.Name.Contains("-backend-", StringComparison.Ordinal)).Pod!).Single()["securityContext"]!;

        Assert.Equal(1001, (long?)security["runAsUser"]);
        Assert.False((bool?)security["readOnlyRootFilesystem"]);
        Assert.False((bool?)security["allowPrivilegeEscalation"]);
        Assert.Equal("ALL", (string?)security["capabilities"]?["drop"]?[0]);
    }

    private static async Task<IReadOnlyList<RenderedObject>> RenderAsync(params string[] more) =>
        RenderedObject.All((await Chart.TemplateAsync(Chart.CaseValues("minimal"), more)).Succeeded());
}
