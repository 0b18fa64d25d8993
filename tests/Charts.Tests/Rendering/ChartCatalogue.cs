using System.Text.Json.Nodes;

namespace DaprProcessing.Charts.Tests.Rendering;

/// <summary>The chart's catalogue.yaml.</summary>
internal static class ChartCatalogue
{
    private static readonly JsonNode Root = YamlJson.Read(File.ReadAllText(Path.Combine(Chart.Folder, "catalogue.yaml")))!;

    public static IReadOnlyList<string> Services { get; } = [.. Root["services"]!.AsObject().Select(service => service.Key)];

    public static JsonObject Settings => Root["settings"]!.AsObject();

    public static string TopicOf(string group) =>
        (string)Root["services"]!.AsObject().Single(service => (string?)service.Value!["group"] == group).Value!["topic"]!;

    public static bool Subscribes(string? service) => service is not null && Root["services"]![service]?["group"] is not null;

    public static IEnumerable<string> SectionsOf(string service) =>
        Root["services"]![service]!["sections"]!.AsArray().Select(section => (string)section!);
}
