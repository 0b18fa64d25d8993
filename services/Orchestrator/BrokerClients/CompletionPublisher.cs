using Dapr.Client;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Orchestrator.BrokerClients;

/// <summary>
/// Tells clients of the broker what became of their requests: plain JSON, as they publish themselves, without an envelope.
/// </summary>
internal sealed partial class CompletionPublisher(DaprClient dapr, IObjectStore objects, ILogger<CompletionPublisher> logger)
{
    private static readonly Dictionary<string, string> Plain = new() { ["rawPayload"] = "true" };

    /// <summary>Of a job that has ended; as often as is asked for, the same each time.</summary>
    public async Task PublishAsync(JobRecord job, BrokerReply reply, CancellationToken cancellationToken)
    {
        var result = await objects.FindResultAsync(job.Id, cancellationToken);
        var names = result?.Artifacts.Select(artifact => artifact.Name) ?? [];
        await PublishAsync(BrokerCompletion.Of(job, reply, names), cancellationToken);
    }

    public async Task PublishAsync(BrokerCompletion completion, CancellationToken cancellationToken)
    {
        await dapr.PublishByteEventAsync(
            DaprNames.PubSub, completion.Topic, completion.Body, "application/json", Plain, cancellationToken);
        LogPublished(logger, completion.Id, completion.Topic);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "completion {Id} is published on {Topic}")]
    private static partial void LogPublished(ILogger logger, string id, string topic);
}
