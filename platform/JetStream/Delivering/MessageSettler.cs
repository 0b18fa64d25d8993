using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace DaprProcessing.JetStream;

/// <summary>Tells the server what became of a message, through reconnects where need be.</summary>
internal sealed partial class MessageSettler(BrokerConnection connection, SubscriptionSettings settings, ILogger logger)
{
    private const int TriesWithoutListener = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly INatsDeserialize<ReadOnlyMemory<byte>> Answer = NatsRawSerializer<ReadOnlyMemory<byte>>.Default;

    /// <summary>Past this the server has long delivered the message again, and an acknowledgement helps nobody.</summary>
    private TimeSpan Timeout => settings.Consumer.AckWait + Margin;

    /// <summary>
    /// Acknowledges and waits until the server has it: an acknowledgement lost with a connection would run the work again.
    /// </summary>
    public async Task AckAsync(PulledMessage message, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var refused = 0; Stopwatch.GetElapsedTime(began) < Timeout;)
        {
            try
            {
                await connection.RequestAsync(message.ReplyTo!, Settlement.Ack, headers: null, Answer, cancellationToken);
                return;
            }
            catch (NatsNoRespondersException) when (++refused >= TriesWithoutListener)
            {
                // The consumer is gone, and with it anyone who could deliver the message again.
                break;
            }
            catch (NatsException exception)
            {
                LogUnconfirmedYet(message.Subject, exception.Message);
            }

            await Task.Delay(Pause, cancellationToken);
        }

        LogUnconfirmed(message.Subject);
    }

    public Task RetryAsync(PulledMessage message, int deliveries, CancellationToken cancellationToken) =>
        SendAsync(message, Settlement.NakAfter(settings.RedeliveryDelay.After(deliveries)), cancellationToken);

    public Task DropAsync(PulledMessage message, CancellationToken cancellationToken) =>
        SendAsync(message, Settlement.Term(connection.ServerVersion, "dropped by the subscriber"), cancellationToken);

    /// <summary>Hands a message back that nobody began to work on.</summary>
    public void Return(PulledMessage message) => connection.TrySend(message.ReplyTo!, Settlement.Nak);

    private async Task SendAsync(PulledMessage message, ReadOnlyMemory<byte> settlement, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            await connection.WaitOpenAsync(deadline.Token);
            await connection.SendAsync(message.ReplyTo!, settlement, replyTo: null, deadline.Token);
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException)
        {
            // Unsettled, the message comes back after its ack wait.
            LogLeft(message.Subject, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Acknowledgement for {Subject} not confirmed yet: {Reason}")]
    private partial void LogUnconfirmedYet(string subject, string reason);

    [LoggerMessage(LogLevel.Warning, "The acknowledgement on {Subject} was not confirmed; the message may be delivered again")]
    private partial void LogUnconfirmed(string subject);

    [LoggerMessage(LogLevel.Debug, "A message on {Subject} is left to its ack wait: {Reason}")]
    private partial void LogLeft(string subject, string reason);
}
