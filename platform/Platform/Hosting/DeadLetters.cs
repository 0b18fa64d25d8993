using Dapr;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting.Telemetry;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Dead-letters messages that no replica of this version can read: keeps them in the object store, and says so on a topic.
/// Services do it themselves: with a dead-letter topic on the subscription, Dapr would also send there what only asked to be
/// delivered again.
/// </summary>
public sealed partial class DeadLetters(
    DeadLetterStore store, DaprClient dapr, IHostEnvironment host, ILogger<DeadLetters> logger)
{
    /// <param name="topic">Where it came from.</param>
    /// <param name="reason">What is wrong with it, in a few words.</param>
    public async Task DeadLetterAsync(
        string topic, ReadOnlyMemory<byte> body, string contentType, string reason, CancellationToken cancellationToken)
    {
        var letter = await store.KeepAsync(host.ApplicationName, topic, reason, contentType, body, cancellationToken)
            .ConfigureAwait(false);
        LogDeadLetter(logger, topic, letter.Id, reason);
        DeliveryMetrics.DeadLettered(host.ApplicationName, topic);
        try
        {
            // Without the body: the stream would keep it when its job is deleted.
            await dapr.PublishEventAsync(
                DaprNames.PubSub, Topics.DeadLetter,
                new DeadLetterNotice(letter.Id, letter.At, letter.Service, topic, reason, body.Length),
                new Dictionary<string, string>
                {
                    ["cloudevent.type"] = "dead.letter", ["cloudevent.id"] = letter.Id,
                    ["cloudevent.subject"] = $"{topic}: {reason}",
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (DaprException error)
        {
            // It is kept: a stream that is full must not hold up the queue the letter came from.
            LogNotTold(logger, Outage.ReasonOf(error));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error, Message = "a message of {Topic} goes to the dead letters as {Id}: {Reason}")]
    private static partial void LogDeadLetter(ILogger logger, string topic, string id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a dead letter is kept and cannot be told of: {Reason}")]
    private static partial void LogNotTold(ILogger logger, string reason);
}
