using DaprProcessing.Components;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Stores a copy of a message that is given up on. Detached from the message's own deadline.</summary>
internal sealed class DeadLetterSender(IPubSub pubSub, ILogger logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>False where the copy is not stored: then the original must stay.</summary>
    public async Task<bool> TrySendAsync(string deadLetterTopic, Delivery delivery)
    {
        try
        {
            using var timer = new CancellationTokenSource(Timeout);
            // No message id: a broker that saw the original's id lately would take the copy for a duplicate and discard it.
            await pubSub.PublishAsync(new PublishRequest(deadLetterTopic, delivery.Data), timer.Token);
            return true;
        }
        catch (Exception failure) when (failure is ComponentException or OperationCanceledException)
        {
            logger.LogError(
                failure, "a message of {Topic} cannot be copied to {DeadLetterTopic}; it stays", delivery.Topic, deadLetterTopic);
            return false;
        }
    }
}
