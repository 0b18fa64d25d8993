using System.Text.RegularExpressions;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// What a PromQL expression asks for: metrics and labels by name. Reads as much of the language as queries here use.
/// </summary>
internal static partial class PromQuery
{
    private static readonly string[] Operators = ["and", "or", "unless", "bool"];

    public static IEnumerable<string> Metrics(string expression) =>
        Name().Matches(Ranges().Replace(Groupings().Replace(Matchers().Replace(expression, ""), " "), ""))
            .Select(name => name.Value).Where(name => !Operators.Contains(name)).Distinct();

    /// <summary>In matchers and groupings; those that Prometheus itself adds left out.</summary>
    public static IEnumerable<string> Labels(string expression) =>
        Matchers().Matches(expression)
            .SelectMany(matcher => Label().Matches(matcher.Value).Select(label => label.Groups[1].Value))
            .Concat(Groupings().Matches(expression).SelectMany(
                grouping => grouping.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)))
            .Except(["le"]).Distinct();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"([a-z_]+)\s*(?:=~|!~|!=|=)\s*""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:by|without)\s*\(([^)]*)\)")]
    private static partial Regex Groupings();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    // Not a function: those have a bracket behind them.
    [GeneratedRegex(@"\b[a-zA-Z_:][a-zA-Z0-9_:]*\b(?!\s*\()")]
    private static partial Regex Name();
}
