namespace DaprProcessing.Quality.Reports;

/// <summary>One measure of one set.</summary>
/// <param name="Values">By the name of the reader.</param>
/// <param name="Goal">What ours is to reach; null for a figure that only informs.</param>
/// <param name="Format">Of the values: a share, or a count.</param>
internal sealed record Figure(
    string Set, string Measure, IReadOnlyDictionary<string, double> Values, string? Goal = null, string Format = "0.000");
