using DaprProcessing.Components;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>
/// A started subscription. Disposing drains it: nothing new, calls at work end, and past a bound they are cut and come again.
/// </summary>
internal sealed class RunningSubscription(TopicDispatcher dispatcher, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _cut = new();
    private IAsyncDisposable? _source;

    public async Task StartAsync(IPubSub pubSub, SubscribeRequest request, CancellationToken cancellationToken) =>
        _source = await pubSub.SubscribeAsync(request, HandleAsync, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _draining.CancelAsync();
        _cut.CancelAfter(DrainTimeout);
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        _draining.Dispose();
        _cut.Dispose();
    }

    private async Task<DeliveryOutcome> HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cut.Token);
        try
        {
            return await dispatcher.HandleAsync(delivery, _draining.Token, either.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "a message of {Topic} could not be handled", delivery.Topic);
            return DeliveryOutcome.Retry;
        }
    }
}
