using DaprProcessing.Charts.Tests.Tools;

namespace DaprProcessing.Charts.Tests.Rendering;

/// <summary>Every case renders to what is committed, so that a change of the chart shows as YAML in its review.</summary>
public sealed class CaseTests
{
    public static TheoryData<string> CaseNames => Cases.Names;

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Case_Rendered_IsAsCommitted(string name) => CommittedFile.Matches(
        $"tests/Charts.Tests/cases/{name}/rendered.yaml", (await Chart.TemplateAsync(Chart.CaseValues(name))).Succeeded());

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Lint_OfACase_FindsNothing(string name)
    {
        var lint = await ClusterTools.HelmAsync("lint", Chart.Folder, "--strict", "--values", Chart.CaseValues(name),
            "--set", "dapr.requireCrds=false");

        Assert.True(lint.ExitCode == 0, lint.Output + lint.Errors);
    }
}
