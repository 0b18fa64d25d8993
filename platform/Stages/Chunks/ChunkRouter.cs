using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages.Chunks;

/// <summary>
/// Passes a finished chunk on: along its slip; after the last stage to the assembler where it is the whole document, else as a
/// report to the orchestrator.
/// </summary>
public sealed class ChunkRouter(DaprClient dapr, IObjectStore objects, ConsumerCatalogue catalogue, TimeProvider time)
{
    public Task ForwardAsync(ChunkWork work, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken) => work switch
    {
        { Slip: [_, var next, ..] } => PublishAsync(
            catalogue.Stage(next).Topic, work with { Header = NewHeader(work), Slip = [.. work.Slip.Skip(1)], Pages = pages },
            work, cancellationToken),
        { Assembly: { } wanted } => PublishAsync(
            catalogue.Service(AppIds.ResultAssembler).Topic, AssemblyOf(work, wanted, pages), work, cancellationToken),
        _ => ReportAsync(work, pages, cancellationToken),
    };

    public Task FailAsync(ChunkWork work, PageFailure failure, CancellationToken cancellationToken) =>
        PublishAsync(Topics.ChunkFailed, new ChunkReport(NewHeader(work), work.ChunkId, work.ReplyTo, work.Pages.Count, failure),
            work, cancellationToken);

    private async Task ReportAsync(ChunkWork work, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        // The assembler reads it.
        var outcome = JsonSerializer.SerializeToUtf8Bytes(new ChunkOutcome(work.ChunkId, pages), ServiceHost.Json);
        await objects.PutAsync(
            JobKeys.ChunkOutcome(work.Header.Job, work.ChunkId), outcome, "application/json", cancellationToken)
            .ConfigureAwait(false);
        var report = new ChunkReport(NewHeader(work), work.ChunkId, work.ReplyTo, pages.Count(page => page.Failure is not null));
        await PublishAsync(Topics.ChunkCompleted, report, work, cancellationToken).ConfigureAwait(false);
    }

    private AssemblyWork AssemblyOf(ChunkWork work, WantedAssembly wanted, IReadOnlyList<PageWork> pages) => new(
        NewHeader(work), AssemblyWork.WholeDocument, work.ReplyTo, wanted.Pipeline, wanted.Artifacts, work.Source,
        work.TotalPages,
        [new FinishedChunk(work.ChunkId, 1, work.TotalPages, Pages: pages)], work.Dispatch);

    private EventHeader NewHeader(ChunkWork work) => work.Header with { CreatedAt = time.GetUtcNow() };

    // The id is the same when the work is done again: the broker keeps one of each.
    private Task PublishAsync<T>(string topic, T message, ChunkWork work, CancellationToken cancellationToken)
    {
        var subject = $"{work.Header.Job}/{work.ChunkId}";
        var metadata = new Dictionary<string, string>
        {
            ["cloudevent.type"] = topic,
            ["cloudevent.subject"] = subject,
            ["cloudevent.id"] = $"{subject}/{work.Dispatch}",
        };
        return dapr.PublishEventAsync(DaprNames.PubSub, topic, message, metadata, cancellationToken);
    }
}
