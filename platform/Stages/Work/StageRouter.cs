using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Work;

/// <summary>
/// Passes finished work on: a chunk along its slip; after the last stage to be gathered where it is the whole document, else,
/// like all other work, as a report to the orchestrator.
/// </summary>
public sealed class StageRouter(DaprClient dapr, IObjectStore objects, ConsumerCatalogue catalogue, TimeProvider time)
{
    public Task ForwardAsync(ChunkWork work, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken) => work switch
    {
        { Slip: [_, var next, ..] } => PublishAsync<StageWork>(
            catalogue.Stage(next).Topic, work with { Header = NewHeader(work), Slip = [.. work.Slip.Skip(1)], Pages = pages },
            work, cancellationToken),
        { Gather: { } wanted } => PublishAsync<StageWork>(
            catalogue.Stage(wanted.Stage).Topic, GatherOf(work, wanted, pages), work, cancellationToken),
        _ => ReportAsync(work, pages, cancellationToken),
    };

    public Task ReportAsync(CutWork work, int units, CancellationToken cancellationToken) =>
        ReportAsync(work, ReportOf(work) with { Units = units }, cancellationToken);

    public Task ReportAsync(GatherWork work, int unitsFailed, ResultTotals totals, CancellationToken cancellationToken) =>
        ReportAsync(
            work,
            ReportOf(work, unitsFailed) with
            {
                Totals = totals, Units = work.TotalUnits,
                EndsJob = work.Wanted.IsLast && work.GatherId == GatherWork.WholeDocument,
            },
            cancellationToken);

    public Task FailAsync(StageWork work, PageFailure failure, CancellationToken cancellationToken) => ReportAsync(
        Topics.ChunkFailed, work, ReportOf(work, work.UnitCount) with { Failure = failure }, cancellationToken);

    private async Task ReportAsync(ChunkWork work, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        // Whoever gathers reads it.
        await objects.PutJsonAsync(
            JobKeys.ChunkOutcome(work.Header.Job, work.ChunkId), new ChunkOutcome(work.ChunkId, pages), cancellationToken)
            .ConfigureAwait(false);
        await ReportAsync(work, ReportOf(work, pages.Count(page => page.Failure is not null)), cancellationToken)
            .ConfigureAwait(false);
    }

    private Task ReportAsync(StageWork work, ChunkReport report, CancellationToken cancellationToken) =>
        ReportAsync(Topics.ChunkCompleted, work, report, cancellationToken);

    private Task ReportAsync(string topic, StageWork work, ChunkReport report, CancellationToken cancellationToken) =>
        PublishAsync(topic, ReportSignature.Sign(report, work.ReportKey), work, cancellationToken);

    private ChunkReport ReportOf(StageWork work, int unitsFailed = 0) =>
        new(NewHeader(work), work.WorkId, work.ReplyTo, unitsFailed);

    private GatherWork GatherOf(ChunkWork work, WantedGather wanted, IReadOnlyList<PageWork> pages) => new(
        NewHeader(work), GatherWork.WholeDocument, work.ReplyTo, wanted, Phase: 0, work.Source, work.TotalPages,
        [new FinishedChunk(work.ChunkId, pages[0].PageNo, pages[^1].PageNo, Pages: pages)], work.Options, work.Dispatch)
    {
        ReportKey = work.ReportKey,
    };

    private EventHeader NewHeader(StageWork work) => work.Header with { CreatedAt = time.GetUtcNow() };

    // The id is the same when the work is done again: the broker keeps one of each.
    private Task PublishAsync<T>(string topic, T message, StageWork work, CancellationToken cancellationToken)
    {
        var subject = $"{work.Header.Job}/{work.WorkId}";
        var metadata = new Dictionary<string, string>
        {
            ["cloudevent.type"] = topic,
            ["cloudevent.subject"] = subject,
            ["cloudevent.id"] = $"{subject}/{work.Dispatch}",
        };
        return dapr.PublishEventAsync(DaprNames.PubSub, topic, message, metadata, cancellationToken);
    }
}
