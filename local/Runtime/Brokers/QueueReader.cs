using System.Threading.Channels;
using DaprProcessing.Components;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Brokers;

/// <summary>Hands a queue's messages to a handler, up to <c>maxInFlight</c> at a time, until disposed.</summary>
internal sealed class QueueReader : IAsyncDisposable
{
    private readonly Queue _queue;
    private readonly QueueOptions _options;
    private readonly DeliveryHandler _handler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _workers;

    public QueueReader(Queue queue, QueueOptions options, DeliveryHandler handler, TimeProvider time, ILogger logger)
    {
        (_queue, _options, _handler, _time, _logger) = (queue, options, handler, time, logger);
        _workers = [.. Enumerable.Range(0, options.MaxInFlight).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Takes nothing more, waits for the handlers at work; what they leave goes back to the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers);
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        while (await NextAsync() is { } delivery)
        {
            var outcome = await HandleAsync(delivery);
            if (outcome is DeliveryOutcome.Retry or DeliveryOutcome.Return)
            {
                Return(delivery);
            }
        }
    }

    private async Task<Delivery?> NextAsync()
    {
        try
        {
            return await _queue.Ready.ReadAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<DeliveryOutcome> HandleAsync(Delivery delivery)
    {
        try
        {
            return await _handler(delivery, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // Whatever the handler threw, the contract is the same: deliver again.
            _logger.LogWarning(failure, "handler of {Topic} for {AppId} failed", delivery.Topic, _queue.AppId);
            return DeliveryOutcome.Retry;
        }
    }

    private void Return(Delivery delivery)
    {
        var again = delivery with { DeliveryCount = delivery.DeliveryCount + 1 };
        var growth = Math.Pow(2, Math.Min(delivery.DeliveryCount - 1, 20));
        var delay = TimeSpan.FromMilliseconds(
            Math.Min(_options.RedeliveryDelay.TotalMilliseconds * growth, QueueOptions.LongestDelay.TotalMilliseconds));
        _ = ReturnLaterAsync(again, delay);
    }

    // Outlives the reader on purpose: the queue belongs to the app id, and the next reader gets the message.
    private async Task ReturnLaterAsync(Delivery delivery, TimeSpan delay)
    {
        await Task.Delay(delay, _time);
        _queue.Add(delivery);
    }
}
