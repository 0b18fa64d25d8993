using System.Globalization;

namespace DaprProcessing.Quality.Reports;

/// <summary>One measure of one set.</summary>
/// <param name="Values">By the name of the reader.</param>
/// <param name="Goal">What ours is to reach; null for a figure that only informs.</param>
/// <param name="Format">Of the values: a share, or a count.</param>
internal sealed record Figure(
    string Set, string Measure, IReadOnlyDictionary<string, double> Values, string? Goal = null, string Format = "0.000")
{
    /// <summary>Whether ours is short of its goal, which is "&gt;= 0.88", "&lt;= 4" or a count that must not be passed.</summary>
    public bool IsMissed(string reader)
    {
        if (Goal is null || !Values.TryGetValue(reader, out var value))
        {
            return false;
        }

        var goal = double.Parse(Goal.TrimStart('<', '>', '=', ' '), CultureInfo.InvariantCulture);
        var shown = double.Parse(value.ToString(Format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Goal.StartsWith('>') ? shown < goal : shown > goal;
    }
}
