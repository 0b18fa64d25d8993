using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// Three real servers by the rendered configuration: they find each other, and one that lacks the login stays outside, since
/// whoever is let in by a route sees every message.
/// </summary>
public sealed partial class NatsRoutesTests : IDisposable
{
    private const string Token = "nats-0123";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestCertificates _certificates = new();
    private readonly HttpClient _http = new();

    [Theory]
    [InlineData("nats-tls")]
    [InlineData("")]
    public async Task Servers_OfTheChart_LetInThoseWithTheLoginOnly(string tls)
    {
        var objects = RenderedObject.All((await Chart.TemplateAsync(
            Chart.CaseValues("production"), "--set", $"nats.tls.secret={tls}")).Succeeded());
        var routes = FreePort.NextRange(8);
        var monitors = routes + 4;
        var configuration = Configuration(objects, routes);
        await using var first = await StartAsync(configuration, 0, routes, monitors);
        await using var second = await StartAsync(configuration, 1, routes, monitors);
        await using var third = await StartAsync(configuration, 2, routes, monitors);
        await using var stranger = await StartAsync(
            configuration.Replace($"route:{Token}@", "", StringComparison.Ordinal), 3, routes, monitors);

        var ids = await Task.WhenAll(Enumerable.Range(monitors, 4).Select(IdAsync));
        await Eventually.Async(
            async () => (await PeersAsync(monitors)).SetEquals([ids[1], ids[2]])
                && first.Log.Contains("authentication error", StringComparison.Ordinal),
            Patience, "three servers with routes, and the fourth refused");
        Assert.DoesNotContain(ids[3], await PeersAsync(monitors + 1));
        Assert.Empty(await PeersAsync(monitors + 3));
    }

    [Fact]
    public async Task Routes_OfTheChart_AreOpenToItsServersOnly()
    {
        var policy = (await Chart.ObjectsAsync("production")).Single(
            rendered => rendered is { Kind: "NetworkPolicy", Name: "dp-dapr-processing-nats" });

        var rule = Assert.Single(policy.Spec["ingress"]!.AsArray(), found =>
            found!["ports"]!.AsArray().Any(port => (long)port!["port"]! == 6222))!;
        Assert.Equal("nats", (string?)Assert.Single(rule["from"]!.AsArray())!["podSelector"]!["matchLabels"]![
            "app.kubernetes.io/component"]);
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _http.Dispose();
    }

    private string Configuration(IReadOnlyList<RenderedObject> objects, int routes)
    {
        var map = objects.Single(rendered => rendered is { Kind: "ConfigMap", Name: "dp-dapr-processing-nats" });
        var set = objects.Single(rendered => rendered is { Kind: "StatefulSet", Name: "dp-dapr-processing-nats" });
        var text = Elsewhere().Replace((string)map.Json["data"]!["nats.conf"]!, "")
            .Replace("/tls/tls.crt", _certificates.ServerCertificatePath, StringComparison.Ordinal)
            .Replace("/tls/tls.key", _certificates.ServerKeyPath, StringComparison.Ordinal)
            .Replace("/tls/ca.crt", _certificates.AuthorityPath, StringComparison.Ordinal);
        // What the kubelet resolves: variables in variables, and names of pods.
        foreach (var variable in set.Pod!["spec"]!["containers"]![0]!["env"]!.AsArray()
            .Where(found => found!["value"] is not null))
        {
            var value = ((string)variable!["value"]!).Replace("$(NATS_TOKEN)", Token, StringComparison.Ordinal);
            text = text.Replace($"${variable["name"]}", Host().Replace(
                value, match => $"@127.0.0.1:{routes + int.Parse(match.Groups[1].Value)}"), StringComparison.Ordinal);
        }

        return text.Replace("$NATS_TOKEN", Token, StringComparison.Ordinal);
    }

    private static Task<NatsServer> StartAsync(string configuration, int number, int routes, int monitors) =>
        NatsServer.StartAsync(configuration
            .Replace("0.0.0.0:6222", $"127.0.0.1:{routes + number}", StringComparison.Ordinal)
            .Replace("0.0.0.0:8222", $"127.0.0.1:{monitors + number}", StringComparison.Ordinal)
            .Replace("$POD_NAME", $"nats-{number}", StringComparison.Ordinal));

    private async Task<string> IdAsync(int monitor) => (string)JsonNode.Parse(
        await _http.GetStringAsync($"http://127.0.0.1:{monitor}/varz"))!["server_id"]!;

    private async Task<HashSet<string>> PeersAsync(int monitor) =>
        [.. (JsonNode.Parse(await _http.GetStringAsync($"http://127.0.0.1:{monitor}/routez"))!["routes"]?.AsArray() ?? [])
            .Select(route => (string?)route!["remote_id"] ?? "")];

    // The address and the store are those of the test's own server.
    [GeneratedRegex(@"^( *listen: 0\.0\.0\.0:4222|jetstream \{[^}]*\}|pid_file:.*)$", RegexOptions.Multiline)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"@dp-dapr-processing-nats-(\d)\.dp-dapr-processing-nats-peers:6222")]
    private static partial Regex Host();
}
