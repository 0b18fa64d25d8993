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

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Preset_BesideTheLeastValues_RendersKnownFields(string preset) =>
        Assert.Empty((await RenderAsync("--values", Path.Combine(Folder, preset))).SelectMany(KindTests.Errors));

    /// <summary>The stage asks the Service that the preset makes, on its port.</summary>
    [Theory]
    [MemberData(nameof(Presets))]
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
    [MemberData(nameof(Presets))]
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
