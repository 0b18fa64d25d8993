using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
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
    public async Task<JobResult> WriteAsync(GatherContext gather, Gathered gathered, CancellationToken cancellationToken)
    {
        var earlier = gather.Work.Phase == 0 ? Described(gather, gathered)
            : await objects.GetJsonAsync<JobResult>(JobKeys.Result(gather.Job, JobResult.Name), cancellationToken)
                .ConfigureAwait(false);
        var result = earlier with
        {
            // Of a phase that is gathered a second time the artifacts are there already.
            Artifacts =
            [
                .. earlier.Artifacts.ExceptBy(gather.Written.Select(artifact => artifact.Name), artifact => artifact.Name),
                .. gather.Written,
            ],
            Document = gathered.Document ?? earlier.Document,
            NotMade = gathered.NotMade.Count == 0 ? earlier.NotMade : [.. (earlier.NotMade ?? []).Union(gathered.NotMade)],
            Phases = WithPhase(earlier.Phases, gather, gathered),
        };
        await gather.WriteJsonAsync(JobResult.Name, result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private static JobResult Described(GatherContext gather, Gathered gathered)
    {
        var pages = gathered.Units.Select(
            page => Describe(page) with { Carried = gather.Work.IsCarried(page.PageNo) ? true : null }).ToList();
        return new JobResult(
            gather.Work.Wanted.Pipeline, pages.Count, pages.Count(page => page.Failure is not null), JobResult.SourcesOf(pages),
            pages, [], gathered.Errors ?? []);
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

    private static PageResult Describe(PageWork page) => new(page.PageNo, page.Failure) { Outputs = page.Facts() };
}
