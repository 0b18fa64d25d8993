using System.Collections.Concurrent;
using DaprProcessing.Charts.Tests.Tools;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Rendering;

/// <summary><c>helm template</c> of our chart, as release <c>dp</c> in namespace <c>documents</c>.</summary>
internal static class Chart
{
    private static readonly ConcurrentDictionary<string, Task<ToolResult>> Rendered = new();

    public static string Folder { get; } = Path.Combine(SamplePaths.RepositoryRoot, "charts", "dapr-processing");

    public static string CaseValues(string name) => $"cases/{name}/values.yaml";

    /// <param name="valuesFile">Absolute, or from this project's folder.</param>
    public static Task<ToolResult> TemplateAsync(string valuesFile, params string[] more) => ClusterTools.HelmAsync(
        ["template", "dp", Folder, "--namespace", "documents", "--kube-version", "1.35.0",
            "--api-versions", "dapr.io/v1alpha1", "--values", valuesFile, .. more]);

    /// <summary>The objects of a case, rendered once and read anew for each test.</summary>
    public static async Task<IReadOnlyList<RenderedObject>> ObjectsAsync(string name) =>
        RenderedObject.All((await Rendered.GetOrAdd(name, _ => TemplateAsync(CaseValues(name)))).Succeeded());
}
