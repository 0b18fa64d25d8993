using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Charts.Tests.Tools;

namespace DaprProcessing.Charts.Tests.Values;

public sealed class ValuesTests
{
    [Fact]
    public void Schema_WrittenFromTheValues_IsAsCommitted() =>
        CommittedFile.Matches("charts/dapr-processing/values.schema.json", SchemaWriter.Write());

    [Fact]
    public void Readme_WithItsTableOfValues_IsAsCommitted() =>
        CommittedFile.Matches("charts/dapr-processing/README.md", ReadmeWriter.Write());

    [Fact]
    public void Values_EachOfThem_HaveAComment()
    {
        var values = YamlJson.Read(ValuesFile.Text)!.AsObject();
        // What a service differs in has its comment at `defaults`.
        values["services"] = new JsonObject();

        Assert.Empty(Leaves(values, "").Except(ValuesFile.Comments.Keys));
    }

    /// <summary>A value that no template reads would be one that does nothing.</summary>
    [Fact]
    public void Values_EachOfThem_AreReadByATemplate()
    {
        var folder = Path.Combine(Chart.Folder, "templates");
        var templates = string.Concat(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.DoesNotContain(
            ValuesFile.Comments.Keys.Select(path => path.Split('.')[^1]),
            key => !templates.Contains($".{key}", StringComparison.Ordinal)
                && key is not ("requests" or "limits" or "cpu" or "memory"));
    }

    private static IEnumerable<string> Leaves(JsonObject map, string path) => map.SelectMany(pair =>
    {
        var place = path.Length == 0 ? pair.Key : $"{path}.{pair.Key}";
        return pair.Value is JsonObject { Count: > 0 } child ? Leaves(child, place) : [place];
    });
}
