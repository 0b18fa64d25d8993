using System.Text;
using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Values;

/// <summary>The chart's README: its beginning as it is, and after the marker the table of values.</summary>
internal static class ReadmeWriter
{
    private const string Marker = "<!-- Below: written from values.yaml by `make charts REFRESH=1`. -->\n";

    private static readonly JsonNode Values = YamlJson.Read(ValuesFile.Text)!;

    public static string Write()
    {
        var readme = File.ReadAllText(Path.Combine(Chart.Folder, "README.md"));
        var table = new StringBuilder("\n| value | default | |\n|---|---|---|\n");
        foreach (var (path, comment) in ValuesFile.Comments)
        {
            table.Append($"| `{path}` | `{Default(path)}` | {comment.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return readme[..(readme.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)] + table;
    }

    private static string Default(string path)
    {
        var node = path.Split('.').Aggregate((JsonNode?)Values, (parent, key) => parent![key]);
        return node switch
        {
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => $"\"{value}\"",
            JsonObject { Count: > 0 } => "…",
            null => "",
            _ => node.ToJsonString(),
        };
    }
}
