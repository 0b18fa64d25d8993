using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
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

    /// <param name="units">Of a cut: how many units there are.</param>
    public Task ReportAsync(StageWork work, int unitsFailed, int? units, CancellationToken cancellationToken) => PublishAsync(
        Topics.ChunkCompleted,
        new ChunkReport(NewHeader(work), work.WorkId, work.ReplyTo, unitsFailed, Units: units), work, cancellationToken);

    public Task FailAsync(StageWork work, PageFailure failure, CancellationToken cancellationToken) => PublishAsync(
        Topics.ChunkFailed,
        new ChunkReport(NewHeader(work), work.WorkId, work.ReplyTo, work.UnitCount, failure), work, cancellationToken);

    private async Task ReportAsync(ChunkWork work, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        // Whoever gathers reads it.
        var outcome = JsonSerializer.SerializeToUtf8Bytes(new ChunkOutcome(work.ChunkId, pages), ServiceHost.Json);
        await objects.PutAsync(
            JobKeys.ChunkOutcome(work.Header.Job, work.ChunkId), outcome, "application/json", cancellationToken)
            .ConfigureAwait(false);
        await ReportAsync(work, pages.Count(page => page.Failure is not null), units: null, cancellationToken)
            .ConfigureAwait(false);
    }

    private GatherWork GatherOf(ChunkWork work, WantedGather wanted, IReadOnlyList<PageWork> pages) => new(
        NewHeader(work), GatherWork.WholeDocument, work.ReplyTo, wanted, Phase: 0, work.Source, work.TotalPages,
        [new FinishedChunk(work.ChunkId, 1, work.TotalPages, Pages: pages)], work.Options, work.Dispatch);

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
