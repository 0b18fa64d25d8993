using DaprProcessing.Components;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.JetStream;

/// <content>What happens to one message, from its arrival to its acknowledgement.</content>
internal sealed partial class PullSubscription
{
    /// <summary>Starts the handler on a slot the caller holds.</summary>
    private void Begin(Arrival arrival)
    {
        var id = ++_nextMessage;
        var task = Task.Run(() => HandleAsync(arrival), CancellationToken.None);
        _running[id] = task;
        _ = task.ContinueWith(
            _ => _running.TryRemove(id, out Task? _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task HandleAsync(Arrival arrival)
    {
        var (message, origin) = (arrival.Message, AckSubject.Parse(arrival.Message.ReplyTo!));
        var failed = false;
        QueueMetrics.Delivered(origin);
        try
        {
            CrashPoint.Reached("jetstream.pulled");
            var outcome = await RunHandlerAsync(message, origin);
            CrashPoint.Reached("jetstream.handled");
            failed = outcome == DeliveryOutcome.Retry;
            await (outcome switch
            {
                DeliveryOutcome.Ack => _settler.AckAsync(message, _abort.Token),
                DeliveryOutcome.Drop => _settler.DropAsync(message, _abort.Token),
                DeliveryOutcome.Return => ReturnAsync(message),
                _ when _abort.IsCancellationRequested => ReturnAsync(message),
                _ => _settler.RetryAsync(message, origin.Delivered, _abort.Token),
            });
        }
        catch (Exception exception)
        {
            // Unsettled, the message comes back after its ack wait.
            LogUnsettled(exception, _settings.Topic);
        }
        finally
        {
            arrival.Alive?.Dispose();
            await PauseAfterFailureAsync(failed);
            _slots.Release();
        }
    }

    private async Task<DeliveryOutcome> RunHandlerAsync(PulledMessage message, AckSubject origin)
    {
        var delivery = new Delivery(message.Subject, message.Data, origin.Delivered);
        try
        {
            return await _handler(delivery, _abort.Token);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            return DeliveryOutcome.Retry;
        }
        catch (Exception exception)
        {
            LogHandlerFailed(exception, _settings.Topic, origin.Delivered);
            return DeliveryOutcome.Retry;
        }
    }

    // A replica whose app is away fails at once, and would take message after message from those that work.
    private async Task PauseAfterFailureAsync(bool failed)
    {
        if (!failed || _settings.FailurePause == TimeSpan.Zero)
        {
            _failures = 0;
            return;
        }

        var growth = Math.Pow(2, Math.Min(_failures++, 10));
        var pause = TimeSpan.FromTicks((long)Math.Min(_settings.FailurePause.Ticks * growth, LongestFailurePause.Ticks));
        await Task.Delay(pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task ReturnAsync(PulledMessage message)
    {
        _settler.Return(message);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "A message on {Topic} could not be settled")]
    private partial void LogUnsettled(Exception exception, string topic);

    [LoggerMessage(LogLevel.Warning, "The handler of {Topic} failed on delivery {Delivery}")]
    private partial void LogHandlerFailed(Exception exception, string topic, int delivery);
}
