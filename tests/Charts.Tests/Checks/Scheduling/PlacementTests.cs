using DaprProcessing.Charts.Tests.Rendering;

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
    [InlineData("gpu-dra", "dp-dapr-processing-png-to-text", "gpu-l4", "gpu-bare", "gpu-t4")]
    [InlineData("gpu-dra", "dp-dapr-processing-pdf-docling", "cpu-1", "cpu-2")]
    [InlineData("cpu-gpu-pools", "dp-dapr-processing-png-to-text-gpu", "gpu-l4", "gpu-bare", "gpu-t4")]
    [InlineData("cpu-gpu-pools", "dp-dapr-processing-png-to-text-cpu", "cpu-1", "cpu-2")]
    [InlineData("minimal", "dp-dapr-processing-png-to-text", "cpu-1", "cpu-2", "gpu-bare", "gpu-t4")]
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
    public async Task Pods_OfARelease_MeetGpuNodesOnlyWhereTheyAskForAGpu(string name)
    {
        var objects = await Chart.ObjectsAsync(name);

        Assert.All(objects.Where(rendered => rendered.Kind == "Deployment"), deployment =>
        {
            var asks = AsksForGpu(deployment);
            var nodes = Scheduler.NodesFor(deployment.Pod!, objects).ToList();
            Assert.NotEmpty(nodes);
            Assert.All(nodes, node => Assert.Equal(asks, node.HasGpu));
        });
    }

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
                limit => limit.Key.Contains("/gpu", StringComparison.Ordinal)));
}
