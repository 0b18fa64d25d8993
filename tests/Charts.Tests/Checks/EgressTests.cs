using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>Ways out of pods: to where things are, on the ports of their addresses, and nowhere else.</summary>
public sealed class EgressTests
{
    public static TheoryData<string> CaseNames => Cases.Names;

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Egress_OfACase_SaysWhereToForAllButNames(string name) => Assert.Empty(
        from policy in await Chart.ObjectsAsync(name)
        where policy.Kind == "NetworkPolicy"
        from rule in policy.Spec["egress"]?.AsArray() ?? []
        where rule!["to"] is null or JsonArray { Count: 0 } && PortsOf(rule).Any(port => port != 53)
        select $"{policy}: {rule!.ToJsonString()}");

    [Theory]
    [InlineData("png-to-text", "4333 192.0.2.4/32", "4222 queues", "9000 storage", "6380 192.0.2.16/32")]
    [InlineData("gateway", "9000 storage", "6380 192.0.2.16/32")]
    public async Task Egress_ToServersElsewhere_FollowsTheirAddresses(string service, params string[] ways)
    {
        var policy = (await Chart.ObjectsAsync("redis-elsewhere")).Single(
            rendered => rendered.Kind == "NetworkPolicy" && rendered.Name == $"dp-dapr-processing-{service}");

        Assert.Equal(ways, policy.Spec["egress"]!.AsArray().Where(rule => rule!["to"] is not null)
            .SelectMany(rule => PortsOf(rule!).Select(port => $"{port} {PlaceOf(rule!["to"]![0]!)}"))
            .Where(way => !way.EndsWith(" dapr-system", StringComparison.Ordinal) && !way.EndsWith(' ')));
    }

    [Fact]
    public async Task StateStore_WithTls_SaysSoToItsComponent()
    {
        var store = (await Chart.ObjectsAsync("redis-elsewhere")).Single(
            rendered => rendered is { Kind: "Component", Name: "statestore" });

        Assert.Contains(store.Spec["metadata"]!.AsArray(), item =>
            (string?)item!["name"] == "enableTLS" && (string?)item["value"] == "true");
    }

    private static IEnumerable<long> PortsOf(JsonNode rule) => rule["ports"]!.AsArray().Select(port => (long)port!["port"]!);

    private static string PlaceOf(JsonNode peer) => (string?)peer["ipBlock"]?["cidr"]
        ?? (string?)peer["namespaceSelector"]?["matchLabels"]!["kubernetes.io/metadata.name"] ?? "";
}
