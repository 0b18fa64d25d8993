using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>What a tenant has used in a day, by the jobs that ended in it.</summary>
/// <param name="Jobs">Jobs by how they ended: <c>succeeded</c>, <c>failed</c> …</param>
/// <param name="Bytes">Of their documents.</param>
/// <param name="Pages">Pages by kind: <c>text_layer</c>, <c>ocr</c>, <c>none</c>, and <c>failed</c>.</param>
/// <param name="AudioSeconds">Spoken, or heard.</param>
public sealed record UsageDay(
    IReadOnlyDictionary<string, long> Jobs, long Bytes, IReadOnlyDictionary<string, long> Pages, double AudioSeconds)
{
    public const string FailedPages = "failed";

    public static UsageDay Nothing { get; } = new(new Dictionary<string, long>(), 0, new Dictionary<string, long>(), 0);

    [JsonIgnore]
    public long PagesTotal => Pages.Values.Sum();

    public UsageDay Plus(UsageDay other) => new(
        Sum(Jobs, other.Jobs), Bytes + other.Bytes, Sum(Pages, other.Pages), AudioSeconds + other.AudioSeconds);

    private static SortedDictionary<string, long> Sum(
        IReadOnlyDictionary<string, long> one, IReadOnlyDictionary<string, long> other) => new(
            one.Concat(other).GroupBy(entry => entry.Key).ToDictionary(kind => kind.Key, kind => kind.Sum(entry => entry.Value)),
            StringComparer.Ordinal);
}
