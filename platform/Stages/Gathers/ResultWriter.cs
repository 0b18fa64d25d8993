using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Gathers;

/// <summary>
/// Writes <c>result.json</c>: what became of every page, and which artifacts there are. A later phase adds to what the earlier
/// ones wrote.
/// </summary>
internal sealed class ResultWriter(IObjectStore objects)
{
    public async Task WriteAsync(GatherContext gather, Gathered gathered, CancellationToken cancellationToken)
    {
        var earlier = gather.Work.Phase == 0 ? Described(gather, gathered)
            : await ReadAsync(gather.Job, cancellationToken).ConfigureAwait(false);
        var result = earlier with
        {
            // Of a phase that is gathered a second time the artifacts are there already.
            Artifacts = [.. earlier.Artifacts.Concat(gather.Written).Reverse().DistinctBy(artifact => artifact.Name).Reverse()],
            Phases = WithPhase(earlier.Phases, gather, gathered),
        };
        await gather.WriteJsonAsync(JobResult.Name, result, cancellationToken).ConfigureAwait(false);
    }

    private static JobResult Described(GatherContext gather, Gathered gathered) => new(
        gather.Work.Wanted.Pipeline, gathered.Units.Count, gathered.Units.Count(page => page.Failure is not null),
        TextSources(gathered.Units), [.. gathered.Units.Select(Describe)], [], gathered.Errors ?? []);

    private async Task<JobResult> ReadAsync(JobId job, CancellationToken cancellationToken)
    {
        var content = await objects.GetAsync(JobKeys.Result(job, JobResult.Name), cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize<JobResult>(content.Span, ServiceHost.Json)
            ?? throw new InvalidDataException("the result of the earlier phases is empty");
    }

    // The first phase's units are the result's pages: they are not told twice.
    private static IReadOnlyDictionary<string, PhaseResult>? WithPhase(
        IReadOnlyDictionary<string, PhaseResult>? earlier, GatherContext gather, Gathered gathered)
    {
        JsonElement? facts = gathered.Facts is { } told
            ? JsonSerializer.SerializeToElement(told, told.GetType(), ServiceHost.Json) : null;
        var failed = gather.Work.Phase == 0 ? []
            : gathered.Units.Where(unit => unit.Failure is not null).Select(Describe).ToList();
        return gather.Work.Phase == 0 && facts is null ? earlier
            : new SortedDictionary<string, PhaseResult>((earlier ?? new Dictionary<string, PhaseResult>()).ToDictionary())
            {
                [gather.Stage] = new PhaseResult(gathered.Units.Count, failed, facts),
            };
    }

    private static PageResult Describe(PageWork page) => new(page.PageNo, page.Failure)
    {
        Outputs = page.Outputs.Where(output => output.Value.Facts is not null).ToDictionary(
            output => output.Key, output => output.Value.Facts!.Value),
    };

    private static SortedDictionary<string, int> TextSources(IEnumerable<PageWork> pages) => new(
        pages.Select(page => page.Output(PageText.Output)?.Facts).OfType<JsonElement>()
            .CountBy(facts => facts.GetProperty("source").GetString()!).ToDictionary(), StringComparer.Ordinal);
}
