using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Dead-letters messages that no replica of this version can read. Services do it themselves: with a dead-letter topic on the
/// subscription, Dapr would also send there what only asked to be delivered again.
/// </summary>
public sealed partial class DeadLetters(DaprClient dapr, ILogger<DeadLetters> logger)
{
    /// <param name="topic">Where it came from.</param>
    /// <param name="reason">What is wrong with it, in a few words.</param>
    public async Task DeadLetterAsync(string topic, ReadOnlyMemory<byte> body, string reason, CancellationToken cancellationToken)
    {
        LogDeadLetter(logger, topic, reason);
        await dapr.PublishByteEventAsync(
            DaprNames.PubSub, Topics.DeadLetter, body, "application/octet-stream",
            new Dictionary<string, string> { ["cloudevent.type"] = "dead.letter", ["cloudevent.subject"] = $"{topic}: {reason}" },
            cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a message of {Topic} goes to the dead letters: {Reason}")]
    private static partial void LogDeadLetter(ILogger logger, string topic, string reason);
}
