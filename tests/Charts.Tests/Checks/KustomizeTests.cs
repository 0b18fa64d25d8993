using DaprProcessing.Charts.Tests.Checks.Scheduling;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Charts.Tests.Tools;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>k8s/: what of it is rendered from the chart, and that its overlays build to objects of their kinds.</summary>
public sealed class KustomizeTests
{
    private static readonly string Folder = Path.Combine(SamplePaths.RepositoryRoot, "k8s");

    [Fact]
    public async Task Base_RenderedFromTheChart_IsAsCommitted() => CommittedFile.Matches(
        "k8s/base/platform.yaml", (await Chart.TemplateAsync(Path.Combine(Folder, "base", "values.yaml"))).Succeeded());

    [Fact]
    public async Task Servers_OfTheTrial_AreAsCommitted() => CommittedFile.Matches(
        "k8s/overlays/trial/servers.yaml",
        (await Chart.TemplateAsync(Chart.CaseValues("trial"), "--show-only", "templates/nats.yaml",
            "--show-only", "templates/trial-stores.yaml")).Succeeded());

    [Theory]
    [InlineData("trial")]
    [InlineData("production")]
    [InlineData("gpu")]
    public async Task Overlay_Built_HasKnownFieldsOnly(string overlay)
    {
        var objects = await BuildAsync(overlay);

        Assert.Empty(objects.SelectMany(KindTests.Errors));
        Assert.All(
            objects.Where(rendered => rendered.Kind == "Deployment"), deployment => Assert.Null(deployment.Spec["replicas"]));
    }

    [Fact]
    public async Task Production_WithItsAddresses_HasThemEverywhere()
    {
        var text = (await ClusterTools.KubectlAsync("kustomize", Path.Combine(Folder, "overlays", "production"))).Succeeded();

        Assert.DoesNotContain("dp-dapr-processing-s3", text);
        Assert.DoesNotContain("dp-dapr-processing-nats", text);
        Assert.DoesNotContain("redis", text);
    }

    /// <summary>A policy that selects a pod shuts all it does not open: the overlay's own selects the hook's Job too.</summary>
    [Fact]
    public async Task Production_Policies_LetEachPodAskForNamesAndReachItsStores()
    {
        var objects = await BuildAsync("production");
        var policies = objects.Where(rendered => rendered.Kind == "NetworkPolicy"
            && rendered.Spec["policyTypes"]!.AsArray().Any(type => (string?)type == "Egress")).ToList();

        Assert.All(objects.Where(rendered => rendered.Pod is not null), workload =>
        {
            var labels = workload.Pod!["metadata"]!["labels"]!;
            var open = policies.Where(policy => policy.Spec["podSelector"]!["matchLabels"]!.AsObject().All(
                    label => (string?)labels[label.Key] == (string?)label.Value))
                .SelectMany(policy => policy.Spec["egress"]!.AsArray()).SelectMany(rule => rule!["ports"]!.AsArray())
                .Select(port => (long)port!["port"]!).ToHashSet();
            Assert.Superset(new HashSet<long> { 53, 4222, 443, 5432 }, open);
        });
    }

    [Fact]
    public async Task Gpu_StagesOfBothKinds_MeetOnlyTheirNodes()
    {
        var objects = await BuildAsync("gpu");

        Assert.All(objects.Where(rendered => rendered.Pod is not null), deployment =>
        {
            var nodes = Scheduler.NodesFor(deployment.Pod!, objects).ToList();
            Assert.NotEmpty(nodes);
            Assert.All(nodes, node => Assert.Equal(
                deployment.Name.EndsWith("png-to-text", StringComparison.Ordinal), node.HasGpu));
            Assert.Equal(
                deployment.Name.EndsWith("png-to-text", StringComparison.Ordinal),
                deployment.Pod!.ToJsonString().Contains("VisionEngines__Provider", StringComparison.Ordinal));
        });
    }

    private static async Task<IReadOnlyList<RenderedObject>> BuildAsync(string overlay) => RenderedObject.All(
        (await ClusterTools.KubectlAsync("kustomize", Path.Combine(Folder, "overlays", overlay))).Succeeded());
}
