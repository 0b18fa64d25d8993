namespace DaprProcessing.Client;

/// <summary>What a tenant has used, by the day (UTC) that its jobs ended on.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Total">Of all days.</param>
/// <param name="Days">Each day on which something ended.</param>
public sealed record Usage(string Tenant, DateOnly From, DateOnly To, UsedOnADay Total, IReadOnlyList<UsageOfDay> Days)
{
    /// <summary>Each day on which something ended.</summary>
    public IReadOnlyList<UsageOfDay> Days { get; init; } = Days ?? [];
}

/// <summary>One day's.</summary>
public sealed record UsageOfDay(DateOnly Day, UsedOnADay Used);

/// <summary>What was used.</summary>
/// <param name="Jobs">Jobs by how they ended: <c>succeeded</c>, <c>failed</c> …</param>
/// <param name="Bytes">Of their documents.</param>
/// <param name="Pages">Pages by kind: <c>text_layer</c>, <c>ocr</c>, <c>none</c>, <c>image</c>, and <c>failed</c>.</param>
/// <param name="AudioSeconds">Spoken, or heard.</param>
public sealed record UsedOnADay(
    IReadOnlyDictionary<string, long> Jobs, long Bytes, IReadOnlyDictionary<string, long> Pages, double AudioSeconds);
