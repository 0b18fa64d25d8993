using System.Globalization;
using DaprProcessing.Components;
using DaprProcessing.Components.Protos;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Pluggable;

/// <summary>
/// One subscription: one message after the other, acknowledged by its id once the app has answered. A stream that breaks is not
/// opened again, as in daprd.
/// </summary>
internal sealed partial class PluggableStream(
    AsyncDuplexStreamingCall<PullMessagesRequest, PullMessagesResponse> call, DeliveryHandler handler, ILogger logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private bool _closed;
    private Task _work = Task.CompletedTask;

    public async Task StartAsync(Topic topic)
    {
        await call.RequestStream.WriteAsync(new PullMessagesRequest { Topic = topic });
        _work = WorkAsync(topic.Name);
    }

    /// <summary>Waits for the message in hand, then says that there will be no more answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        _closed = true;
        try
        {
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception gone) when (IsTheEnd(gone))
        {
            // The component was the first to end.
            _closed = true;
        }

        _turn.Release();
        await Task.WhenAny(_work, Task.Delay(EndTimeout));
        call.Dispose();
        await _work;
        _turn.Dispose();
    }

    private async Task WorkAsync(string topic)
    {
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None) && await HandleAsync(call.ResponseStream.Current))
            {
            }
        }
        catch (Exception gone) when (IsTheEnd(gone))
        {
            if (!_closed)
            {
                LogBroken(topic, gone.Message);
            }
        }
    }

    /// <summary>False once the subscription ends: what came meanwhile the component hands back by itself.</summary>
    private async Task<bool> HandleAsync(PullMessagesResponse message)
    {
        await _turn.WaitAsync();
        try
        {
            if (_closed)
            {
                return false;
            }

            var count = int.TryParse(
                message.Metadata.GetValueOrDefault(Delivery.CountKey), CultureInfo.InvariantCulture, out var told) ? told : 1;
            var delivery = new Delivery(message.TopicName, message.Data.Memory, count);
            var outcome = await RunHandlerAsync(delivery);
            await call.RequestStream.WriteAsync(new PullMessagesRequest
            {
                AckMessageId = message.Id,
                AckError = outcome is DeliveryOutcome.Ack or DeliveryOutcome.Drop
                    ? null : new AckMessageError { Message = "the app did not take the message" },
            });
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<DeliveryOutcome> RunHandlerAsync(Delivery delivery)
    {
        try
        {
            return await handler(delivery, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogHandlerFailed(failure, delivery.Topic);
            return DeliveryOutcome.Retry;
        }
    }

    private static bool IsTheEnd(Exception failure) => failure is OperationCanceledException || BrokenCall.Is(failure);

    [LoggerMessage(LogLevel.Error, "The component has broken off the messages of {Topic}; it is not asked again: {Reason}")]
    private partial void LogBroken(string topic, string reason);

    [LoggerMessage(LogLevel.Error, "A message of {Topic} could not be handed to the app; it comes again")]
    private partial void LogHandlerFailed(Exception failure, string topic);
}
