using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.Charts.Tests.Tools;
using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>Dashboards and alerts ask for what there is.</summary>
public sealed class MonitoringTests
{
    private static readonly string Folder = Path.Combine(SamplePaths.RepositoryRoot, "infrastructure", "monitoring");

    // Metric → its labels: the platform's own by its documentation, which a test compares with the code.
    private static readonly Dictionary<string, string[]> Known = Documented().Concat(Others())
        .ToDictionary(metric => metric.Name, metric => metric.Labels);

    public static TheoryData<string> Dashboards =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "dashboards"), "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Dashboard_EveryPanel_AsksForMetricsThereAre(string file)
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "dashboards", file)))!;
        var panels = dashboard["panels"]!.AsArray().Where(panel => (string?)panel!["type"] != "row").ToList();

        Assert.Equal(Path.GetFileNameWithoutExtension(file), (string?)dashboard["uid"]);
        Assert.NotEmpty(panels);
        Assert.All(panels, panel => Assert.NotEmpty(panel!["targets"]!.AsArray()));
        Assert.Empty(panels.SelectMany(panel => panel!["targets"]!.AsArray())
            .SelectMany(target => Unknown((string)target!["expr"]!)));
    }

    [Fact]
    public void Rules_EveryAlert_AsksForMetricsThereAreAndHasARunbook()
    {
        var rules = Rules(File.ReadAllText(Path.Combine(Folder, "rules.yaml")));

        Assert.NotEmpty(rules);
        Assert.Empty(rules.SelectMany(rule => Unknown((string)rule["expr"]!)));
        Assert.All(rules, rule => Assert.True(File.Exists(
            Path.Combine(SamplePaths.RepositoryRoot, (string)rule["annotations"]!["runbook"]!))));
    }

    /// <summary>The chart's rules are those of the file, and Kubernetes's.</summary>
    [Fact]
    public async Task Rules_OfTheChart_HoldTheFilesOwn()
    {
        var rendered = Assert.Single(await Chart.ObjectsAsync("production"), rendered => rendered.Kind == "PrometheusRule");
        var chart = rendered.Spec["groups"]![0]!["rules"]!.AsArray().Select(rule => rule!.AsObject()).ToList();

        Assert.Empty(chart.SelectMany(rule => Unknown((string)rule["expr"]!)));
        Assert.All(Rules(File.ReadAllText(Path.Combine(Folder, "rules.yaml"))), rule => Assert.Contains(
            chart, other => JsonNode.DeepEquals(rule, other)));
    }

    /// <summary>What Prometheus is told to scrape is a port of the pod, and the policy lets it in.</summary>
    [Fact]
    public async Task Scrape_OfAService_IsAPortThatThePolicyOpens()
    {
        var objects = await Chart.ObjectsAsync("production");
        var ports = objects.Where(rendered => rendered.Kind == "Deployment")
            .SelectMany(rendered => RenderedObject.ContainersOf(rendered.Pod!))
            .SelectMany(container => container["ports"]?.AsArray() ?? [])
            .Select(port => ((string?)port!["name"], (long)port["containerPort"]!))
            .Append(("dapr-metrics", 9090)).ToLookup(port => port.Item1, port => port.Item2);
        var monitor = objects.Single(rendered => rendered is { Kind: "PodMonitor", Name: "dp-dapr-processing" });
        var scraped = monitor.Spec["podMetricsEndpoints"]!.AsArray()
            .SelectMany(endpoint => ports[(string?)endpoint!["port"]].Distinct().Order()).ToList();
        var policy = objects.Single(
            rendered => rendered.Kind == "NetworkPolicy" && rendered.Name.EndsWith("png-to-text", StringComparison.Ordinal));
        var open = policy.Spec["ingress"]!.AsArray().SelectMany(rule => rule!["ports"]!.AsArray())
            .Select(port => (long)port!["port"]!);

        Assert.Equal([9464, 9090], scraped);
        // Sidecars call each other at 50002.
        Assert.Equal([.. scraped.Order(), 50002], open.Order());
    }

    /// <summary>The chart has a copy: Helm reads no file outside its folder.</summary>
    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Dashboard_OfTheChart_IsTheSame(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "dashboards", file));
        CommittedFile.Matches($"charts/dapr-processing/dashboards/{file}", text);

        var map = (await Chart.ObjectsAsync("production")).Single(
            rendered => rendered is { Kind: "ConfigMap", Name: "dp-dapr-processing-dashboards" });
        Assert.Equal(text.TrimEnd(), ((string?)map.Json["data"]![file])?.TrimEnd());
    }

    [Fact]
    public async Task Exporter_BesideNats_IsScrapedAndLetIn()
    {
        var objects = await Chart.ObjectsAsync("production");
        var servers = objects.Single(rendered => rendered is { Kind: "StatefulSet", Name: "dp-dapr-processing-nats" });
        var monitor = objects.Single(rendered => rendered is { Kind: "PodMonitor", Name: "dp-dapr-processing-nats" });
        var policy = objects.Single(rendered => rendered is { Kind: "NetworkPolicy", Name: "dp-dapr-processing-nats" });

        var port = RenderedObject.ContainersOf(servers.Pod!).SelectMany(container => container["ports"]!.AsArray()).Single(
            found => (string?)found!["name"] == (string?)monitor.Spec["podMetricsEndpoints"]![0]!["port"])!["containerPort"];
        Assert.True(JsonNode.DeepEquals(
            monitor.Spec["selector"]!["matchLabels"], servers.Spec["selector"]!["matchLabels"]));
        Assert.Contains(policy.Spec["ingress"]!.AsArray(), rule => (long?)rule!["ports"]![0]!["port"] == (long?)port
            && (string?)rule["from"]?[0]!["namespaceSelector"]!["matchLabels"]!["kubernetes.io/metadata.name"] == "monitoring");
    }

    [Theory]
    [InlineData("rate(dapr_processing_uploads_totl[5m])", "dapr_processing_uploads_totl")]
    [InlineData("sum by (outcom) (dapr_processing_uploads_total)", "outcom")]
    [InlineData("dapr_processing_uploads_total{sevice=\"gateway\"} > 1", "sevice")]
    public void Query_WithANameThatIsNone_IsFound(string expression, string what) =>
        Assert.Contains(what, Assert.Single(Unknown(expression)));

    private static IEnumerable<string> Unknown(string expression)
    {
        var metrics = PromQuery.Metrics(expression).Select(WithoutSuffix).Distinct().ToList();
        return metrics.Where(metric => !Known.ContainsKey(metric)).Select(metric => $"{expression}: no metric {metric}")
            .Concat(PromQuery.Labels(expression)
                .Where(label => metrics.TrueForAll(
                    metric => Known.TryGetValue(metric, out var labels) && !labels.Contains(label)))
                .Select(label => $"{expression}: no label {label}"));
    }

    private static string WithoutSuffix(string metric) =>
        new[] { "_bucket", "_sum", "_count" }.Where(suffix => metric.EndsWith(suffix, StringComparison.Ordinal))
            .Select(suffix => metric[..^suffix.Length]).FirstOrDefault(Known.ContainsKey) ?? metric;

    private static IEnumerable<(string Name, string[] Labels)> Documented() =>
        File.ReadLines(Path.Combine(SamplePaths.RepositoryRoot, "docs", "operations", "metrics.md"))
            .Where(line => line.StartsWith("| `dapr_processing_", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1].Trim('`'), cells[3].Trim('`').Split(", ")));

    private static IEnumerable<(string Name, string[] Labels)> Others() =>
        File.ReadLines(Path.Combine(Folder, "others-metrics.txt")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ')).Select(words => (words[0], words[1..]));

    private static List<JsonObject> Rules(string yaml) =>
        [.. YamlJson.Read(yaml)!["groups"]![0]!["rules"]!.AsArray().Select(rule => rule!.AsObject())];
}
