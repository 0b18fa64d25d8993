using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>What an ended job counts for: by its record and, where there is one, its result.</summary>
internal sealed class JobUsage(IObjectStore objects)
{
    /// <summary>Null where there is none.</summary>
    public async Task<JobResult?> FindResultAsync(JobEnding ending, CancellationToken cancellationToken)
    {
        if (ending is not JobEnding.Completed)
        {
            return null;
        }

        try
        {
            var content = await objects.GetAsync(JobKeys.Result(ending.Job, JobResult.Name), cancellationToken);
            return JsonSerializer.Deserialize<JobResult>(content.Span, ServiceHost.Json);
        }
        catch (Exception error) when (error is ObjectNotFoundException or JsonException)
        {
            // The job ends all the same; it counts for what its record says.
            return null;
        }
    }

    public static UsageDay Of(JobRecord ended, JobResult? result)
    {
        var pages = result?.TextSources.ToDictionary(kind => kind.Key, kind => (long)kind.Value) ?? [];
        if (ended.PagesFailed > 0)
        {
            pages[UsageDay.FailedPages] = ended.PagesFailed;
        }

        if (result is not null && ended.PagesTotal - pages.Values.Sum() is > 0 and var rest)
        {
            // Pages that nobody read the text of: images of pages only.
            pages["image"] = rest;
        }

        var status = JsonSerializer.SerializeToElement(ended.Status, ServiceHost.Json).GetString()!;
        return new UsageDay(new Dictionary<string, long> { [status] = 1 }, ended.Source.SizeBytes, pages, AudioSeconds(result));
    }

    // Stages that speak or hear say so of the whole: a number of seconds.
    private static double AudioSeconds(JobResult? result) => (result?.Phases ?? new Dictionary<string, PhaseResult>()).Values
        .Sum(phase => phase.Facts is { ValueKind: JsonValueKind.Object } facts
            && facts.TryGetProperty("seconds", out var seconds) && seconds.ValueKind == JsonValueKind.Number
            ? seconds.GetDouble() : 0);
}
