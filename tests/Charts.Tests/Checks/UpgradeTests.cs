using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// Values of released charts, every one of them set, still render: what a release had, a later one may not drop without a word.
/// </summary>
public sealed class UpgradeTests
{
    public static TheoryData<string> Released => [.. Directory
        .EnumerateFiles(Path.Combine(SamplePaths.RepositoryRoot, "tests", "Charts.Tests", "released"), "*.yaml")
        .Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Released))]
    public async Task Values_OfAReleasedChart_RenderWithThisOne(string version)
    {
        var result = await Chart.TemplateAsync($"released/{version}.yaml", "--values", Chart.CaseValues("minimal"));

        Assert.True(result.ExitCode == 0, result.Errors);
    }

    /// <summary>A Deployment's selector cannot change: an upgrade that changes one fails on the cluster.</summary>
    [Fact]
    public async Task Selectors_HoldNothingThatAnUpgradeChanges() => Assert.All(
        (await Chart.ObjectsAsync("cpu-gpu-pools")).Where(rendered => rendered.Kind == "Deployment"),
        deployment => Assert.Empty(deployment.Spec["selector"]!["matchLabels"]!.AsObject().Select(label => label.Key).Except(
            ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component", "dapr-processing/pool"])));
}
