using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages;

/// <summary>Passes a finished chunk on along its slip, or reports it to the orchestrator after the last stage.</summary>
public sealed class ChunkRouter(DaprClient dapr, IObjectStore objects, StageDirectory stages, TimeProvider time)
{
    public async Task ForwardAsync(ChunkWork work, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        var rest = work.Slip.Skip(1).ToList();
        if (rest.Count > 0)
        {
            var next = work with { Header = NewHeader(work), Slip = rest, Pages = pages };
            await PublishAsync(stages.Find(rest[0]).Topic, next, work, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (work.Assembly is null)
        {
            // The assembler reads it; its own outcome is the job's result.
            var outcome = JsonSerializer.SerializeToUtf8Bytes(new ChunkOutcome(work.ChunkId, pages), ServiceHost.Json);
            await objects.PutAsync(JobKeys.ChunkOutcome(work.Header.Job, work.ChunkId), outcome, "application/json", cancellationToken).ConfigureAwait(false);
        }

        var report = new ChunkReport(NewHeader(work), work.ChunkId, work.ReplyTo, pages.Count(page => page.Failure is not null));
        await PublishAsync(Topics.ChunkCompleted, report, work, cancellationToken).ConfigureAwait(false);
    }

    public Task FailAsync(ChunkWork work, PageFailure failure, CancellationToken cancellationToken) =>
        PublishAsync(Topics.ChunkFailed, new ChunkReport(NewHeader(work), work.ChunkId, work.ReplyTo, work.Pages.Count, failure), work, cancellationToken);

    private EventHeader NewHeader(ChunkWork work) => new(work.Header.Job, time.GetUtcNow());

    private Task PublishAsync<T>(string topic, T message, ChunkWork work, CancellationToken cancellationToken) =>
        dapr.PublishEventAsync(
            DaprNames.PubSub, topic, message,
            new Dictionary<string, string> { ["cloudevent.type"] = topic, ["cloudevent.subject"] = $"{work.Header.Job}/{work.ChunkId}" },
            cancellationToken);
}
