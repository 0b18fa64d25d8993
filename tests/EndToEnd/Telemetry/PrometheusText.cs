using System.Globalization;
using System.Text.RegularExpressions;

namespace DaprProcessing.EndToEnd.Telemetry;

/// <summary>What a service says at <c>/metrics</c>.</summary>
internal sealed partial class PrometheusText
{
    // Where a measurement comes from, by OpenTelemetry's rules; and the bounds of a histogram.
    private static readonly string[] NotOurs = ["otel_scope_name", "otel_scope_version", "le"];

    private PrometheusText(IReadOnlyDictionary<string, string> kinds, IReadOnlyList<Sample> samples) =>
        (Kinds, Samples) = (kinds, samples);

    /// <summary>Metric → counter, gauge or histogram; the platform's own.</summary>
    public IReadOnlyDictionary<string, string> Kinds { get; }

    public IReadOnlyList<Sample> Samples { get; }

    public static PrometheusText Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var kinds = lines.Where(line => line.StartsWith("# TYPE dapr_processing_", StringComparison.Ordinal))
            .Select(line => line.Split(' ')).ToDictionary(words => words[2], words => words[3]);
        var samples = lines.Select(line => SampleLine().Match(line)).Where(match => match.Success).Select(match => new Sample(
            match.Groups["name"].Value,
            Label().Matches(match.Groups["labels"].Value).ToDictionary(
                label => label.Groups["name"].Value, label => label.Groups["value"].Value),
            double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)));
        return new PrometheusText(kinds, [.. samples]);
    }

    /// <summary>The sum over the series that have these labels.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels) => Samples
        .Where(sample => sample.Name == name && labels.All(
            label => sample.Labels.GetValueOrDefault(label.Name) == label.Value))
        .Sum(sample => sample.Value);

    /// <summary>Names of the labels that a metric has been seen with.</summary>
    public IEnumerable<string> LabelsOf(string metric) => Samples
        .Where(sample => sample.Name == metric || sample.Name == $"{metric}_count")
        .SelectMany(sample => sample.Labels.Keys).Except(NotOurs).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex("^(?<name>[a-z_:][a-z0-9_:]*)(\\{(?<labels>.*)\\})? (?<value>\\S+)( \\d+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex SampleLine();

    [GeneratedRegex("(?<name>[a-z_][a-z0-9_]*)=\"(?<value>(\\\\.|[^\"\\\\])*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
}
