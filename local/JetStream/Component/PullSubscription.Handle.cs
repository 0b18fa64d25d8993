using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.JetStream;

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
            _ => _running.TryRemove(id, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task HandleAsync(Arrival arrival)
    {
        var (message, origin) = (arrival.Message, arrival.Origin!.Value);
        try
        {
            CrashPoint.Reached("jetstream.pulled");
            var outcome = await RunHandlerAsync(message, origin).ConfigureAwait(false);
            CrashPoint.Reached("jetstream.handled");
            await (outcome switch
            {
                DeliveryOutcome.Ack => _settler.AckAsync(message, _abort.Token),
                DeliveryOutcome.Drop => _settler.DropAsync(message, _abort.Token),
                _ when _abort.IsCancellationRequested => ReturnAsync(message),
                _ => _settler.RetryAsync(message, origin.Delivered, _abort.Token),
            }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Unsettled, the message comes back after its ack wait.
            _logger.LogError(exception, "A message on {Topic} could not be settled", _settings.Topic);
        }
        finally
        {
            arrival.Alive?.Dispose();
            _slots.Release();
        }
    }

    private async Task<DeliveryOutcome> RunHandlerAsync(NatsMessage message, AckSubject origin)
    {
        var delivery = new Delivery(message.Subject, message.Data, Metadata(message, origin), origin.Delivered);
        try
        {
            return await _handler(delivery, _abort.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            return DeliveryOutcome.Retry;
        }
        catch (Exception exception)
        {
            _logger.LogWarning(exception, "The handler of {Topic} failed on delivery {Delivery}", _settings.Topic, origin.Delivered);
            return DeliveryOutcome.Retry;
        }
    }

    private Task ReturnAsync(NatsMessage message)
    {
        _settler.Return(message);
        return Task.CompletedTask;
    }

    private static Dictionary<string, string> Metadata(NatsMessage message, AckSubject origin)
    {
        var metadata = new Dictionary<string, string>
        {
            ["stream"] = origin.Stream,
            ["streamSequence"] = origin.StreamSequence.ToString(),
        };
        foreach (var (name, value) in message.Headers ?? [])
        {
            metadata.TryAdd(name, value);
        }

        return metadata;
    }
}
