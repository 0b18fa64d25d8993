using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks.Scheduling;

/// <summary>
/// Pods that ask for a GPU fit on GPU nodes alone, and where a release has such pods, its other pods fit on none.
/// </summary>
public sealed class PlacementTests
{
    [Theory]
    [InlineData("gpu-device-plugin", "dp-dapr-processing-png-to-text", "gpu-l4")]
    [InlineData("gpu-device-plugin", "dp-dapr-processing-backend-docling", "gpu-l4", "gpu-bare", "gpu-t4")]
    [InlineData("gpu-device-plugin", "dp-dapr-processing-pdf-to-png", "cpu-1", "cpu-2")]
    [InlineData("gpu-dra", "dp-dapr-processing-png-to-text", "gpu-l4")]
    [InlineData("gpu-dra", "dp-dapr-processing-pdf-docling", "cpu-1", "cpu-2")]
    [InlineData("cpu-gpu-pools", "dp-dapr-processing-png-to-text-gpu", "gpu-l4", "gpu-bare", "gpu-t4")]
    [InlineData("cpu-gpu-pools", "dp-dapr-processing-png-to-text-cpu", "cpu-1", "cpu-2")]
    [InlineData("minimal", "dp-dapr-processing-png-to-text", "cpu-1", "cpu-2", "gpu-bare", "gpu-t4", "gpu-amd-bare",
        "gpu-intel")]
    [InlineData("gpu-vendors", "dp-dapr-processing-backend-llm", "gpu-amd", "gpu-amd-bare")]
    [InlineData("gpu-vendors", "dp-dapr-processing-backend-whisper", "gpu-intel")]
    public async Task Pods_OfADeployment_FitOnTheseNodes(string name, string deployment, params string[] nodes)
    {
        var objects = await Chart.ObjectsAsync(name);
        var pod = objects.Single(rendered => rendered.Kind == "Deployment" && rendered.Name == deployment).Pod!;

        Assert.Equal(nodes, Scheduler.NodesFor(pod, objects).Select(node => node.Name));
    }

    [Theory]
    [InlineData("gpu-device-plugin")]
    [InlineData("gpu-dra")]
    [InlineData("cpu-gpu-pools")]
    [InlineData("gpu-vendors")]
    public async Task Pods_OfARelease_MeetGpuNodesOnlyWhereTheyAskForAGpu(string name)
    {
        var objects = await Chart.ObjectsAsync(name);

        Assert.All(objects.Where(rendered => rendered.Pod is not null), workload =>
        {
            var asks = AsksForGpu(workload);
            var nodes = Scheduler.NodesFor(workload.Pod!, objects).ToList();
            Assert.NotEmpty(nodes);
            Assert.All(nodes, node => Assert.Equal(asks, node.HasGpu));
        });
    }

    /// <summary>Memory and product, which a claim's selectors ask for, decide; and the number of devices.</summary>
    [Theory]
    [InlineData("memory=20Gi", "gpu-l4", "gpu-bare")]
    [InlineData("memory=23030Mi", "gpu-l4")]
    [InlineData("product={Tesla T4,NVIDIA A10}", "gpu-bare", "gpu-t4")]
    [InlineData("count=2", "gpu-l4")]
    public async Task Claim_OfAPod_FitsOnTheseNodes(string gpu, params string[] nodes)
    {
        var objects = RenderedObject.All((await Chart.TemplateAsync(
            Chart.CaseValues("minimal"), "--set", "services.png-to-text.gpu.enabled=true,services.png-to-text.gpu.mode=dra,"
            + $"services.png-to-text.image.tag=v1,services.png-to-text.gpu.{gpu}")).Succeeded());
        var pod = objects.Single(rendered => rendered is { Kind: "Deployment", Name: "dp-dapr-processing-png-to-text" }).Pod!;

        Assert.Equal(nodes, Scheduler.NodesFor(pod, objects).Select(node => node.Name));
    }

    /// <summary>Nodes of their own, behind a taint, for what is no service.</summary>
    [Fact]
    public async Task Servers_WithAPlaceOfTheirOwn_TakeItAllOfThem()
    {
        var objects = RenderedObject.All((await Chart.TemplateAsync(Chart.CaseValues("trial"), "--set-json",
            """servers={"nodeSelector":{"disk":"fast"},"tolerations":[{"key":"disk","operator":"Exists"}]}""")).Succeeded());
        var servers = objects.Where(rendered => rendered.Pod is not null
            && rendered.Pod["metadata"]!["annotations"]?["dapr.io/app-id"] is null).ToList();

        Assert.Equal(
            ["Deployment", "Job", "Pod", "StatefulSet", "StatefulSet", "StatefulSet"],
            servers.Select(server => server.Kind).Order());
        Assert.All(servers, server => Assert.Equal("fast", (string?)server.Pod!["spec"]!["nodeSelector"]?["disk"]));
        Assert.All(servers, server => Assert.Equal("disk", (string?)server.Pod!["spec"]!["tolerations"]?[0]!["key"]));
    }

    /// <summary>A device that is booked is used: the models are told to run on it, by an image that can.</summary>
    [Theory]
    [InlineData("gpu-device-plugin")]
    [InlineData("gpu-dra")]
    [InlineData("cpu-gpu-pools")]
    public async Task Stages_OnGpuNodesAlone_RunTheirModelsOnCuda(string name)
    {
        var stages = (await Chart.ObjectsAsync(name)).Where(rendered => rendered.Kind == "Deployment"
            && rendered.Pod!["metadata"]!["annotations"]?["dapr.io/app-id"] is not null).ToList();

        Assert.Single(stages, AsksForGpu);
        Assert.All(stages, stage =>
        {
            var container = stage.Pod!["spec"]!["containers"]![0]!;
            Assert.Equal(AsksForGpu(stage), container["env"]!.AsArray().Any(variable =>
                (string?)variable!["name"] == "VisionEngines__Provider" && (string?)variable["value"] == "cuda"));
            Assert.Equal(AsksForGpu(stage), ((string)container["image"]!).EndsWith("-cuda", StringComparison.Ordinal));
        });
    }

    /// <summary>The chart's names are those of the stages whose code registers engines with a provider.</summary>
    [Fact]
    public void Stages_ThatTakeAGpu_AreThoseWithVisionEngines() => Assert.Equal(
        ["ImageProcessing", "PdfDocling", "PngToText"],
        Directory.EnumerateFiles(Path.Combine(SamplePaths.RepositoryRoot, "services"), "*Stage.cs", SearchOption.AllDirectories)
            .Where(file => new[] { ".AddVisionEngines(", ".AddNeuralOcr(" }.Any(
                call => File.ReadAllText(file).Contains(call, StringComparison.Ordinal)))
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order());

    /// <summary>Both pools have the app id of the stage: with it goes the one durable consumer group.</summary>
    [Fact]
    public async Task Pools_OfOneStage_ShareItsAppIdAndConsumer()
    {
        var objects = await Chart.ObjectsAsync("cpu-gpu-pools");

        Assert.Equal(["png-to-text", "png-to-text"], objects.Where(rendered => rendered.Kind == "Deployment"
            && rendered.Name.Contains("png-to-text", StringComparison.Ordinal))
            .Select(rendered => (string?)rendered.Pod!["metadata"]!["annotations"]!["dapr.io/app-id"]));
        Assert.Equal(["png-text-workers", "png-text-workers"], objects.Where(rendered => rendered.Kind == "ScaledObject")
            .Select(rendered => (string?)rendered.Spec["triggers"]![0]!["metadata"]!["consumer"]));
    }

    private static bool AsksForGpu(RenderedObject deployment) => deployment.Pod!["spec"]!["resourceClaims"] is not null
        || RenderedObject.ContainersOf(deployment.Pod!).Any(container =>
            (container["resources"]?["limits"]?.AsObject() ?? []).Any(
                limit => limit.Key.Contains('/', StringComparison.Ordinal)));
}
