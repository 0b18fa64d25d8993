using System.Text.Json;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Results;

/// <summary>What a job counts for, by its result so far.</summary>
/// <param name="TextSources">Pages by where their text came from, but those that were carried over: they have counted
/// before.</param>
/// <param name="AudioSeconds">Spoken, or heard.</param>
/// <param name="CommonFailure">What every page has failed with; null where one has not, or they differ.</param>
/// <param name="PagesCarried">Pages that were done in another job.</param>
public sealed record ResultTotals(
    IReadOnlyDictionary<string, int> TextSources, double AudioSeconds, Failure? CommonFailure = null, int PagesCarried = 0)
{
    public static ResultTotals Of(JobResult result) => new(
        JobResult.SourcesOf(result.Pages.Where(page => page.Carried is null)),
        result.Phases?.Values.Sum(phase => Seconds(phase.Facts)) ?? 0,
        result.Pages.Select(page => page.Failure?.Failure).Distinct().Take(2).ToList() is [{ } common] ? common : null,
        result.Pages.Count(page => page.Carried is true));

    // Stages that speak or hear say so of the whole: a number of seconds.
    private static double Seconds(JsonElement? told) =>
        told is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty("seconds", out var seconds)
            && seconds.ValueKind == JsonValueKind.Number ? seconds.GetDouble() : 0;
}
