using System.Diagnostics;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.JetStream;

/// <summary>Tells the server what became of a message, through reconnects where need be.</summary>
internal sealed class MessageSettler(NatsConnection connection, SubscriptionSettings settings, ILogger logger)
{
    private const int TriesWithoutListener = 4;
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Past this the server has long delivered the message again, and an acknowledgement helps nobody.</summary>
    private TimeSpan Patience => settings.Consumer.AckWait + TimeSpan.FromSeconds(30);

    /// <summary>Acknowledges and waits until the server has it: an acknowledgement lost with a connection would run the work again.</summary>
    public async Task AckAsync(NatsMessage message, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var refused = 0; Stopwatch.GetElapsedTime(began) < Patience;)
        {
            try
            {
                await connection.RequestAsync(message.ReplyTo!, Acknowledgements.Ack, Answer, cancellationToken: cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (NatsNoRespondersException) when (++refused >= TriesWithoutListener)
            {
                // The consumer is gone, and with it anyone who could deliver the message again.
                break;
            }
            catch (NatsException exception)
            {
                logger.LogDebug("Acknowledgement for {Subject} not confirmed yet: {Reason}", message.Subject, exception.Message);
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        logger.LogWarning("The acknowledgement of a message on {Subject} was not confirmed; it may be delivered again", message.Subject);
    }

    public Task RetryAsync(NatsMessage message, int deliveries, CancellationToken cancellationToken) =>
        SendAsync(message, Acknowledgements.NakAfter(settings.RedeliveryDelay.After(deliveries)), cancellationToken);

    public Task DropAsync(NatsMessage message, CancellationToken cancellationToken) =>
        SendAsync(message, Acknowledgements.Term(connection.Server, "dropped by the subscriber"), cancellationToken);

    /// <summary>Hands a message back that nobody began to work on.</summary>
    public void Return(NatsMessage message) => connection.TryPublish(message.ReplyTo!, Acknowledgements.Nak);

    private async Task SendAsync(NatsMessage message, ReadOnlyMemory<byte> settlement, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await connection.PublishAsync(message.ReplyTo!, settlement, cancellationToken: patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException)
        {
            // Unsettled, the message comes back after its ack wait.
            logger.LogDebug("A message on {Subject} is left to its ack wait: {Reason}", message.Subject, exception.Message);
        }
    }
}
