using Dapr;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Platform.State;
using Grpc.Core;

namespace DaprProcessing.Platform.Hosting.Canaries;

/// <summary>
/// Sends a message through the broker to the service's own topic, and looks whether it arrives: with any replica, since they
/// share one group, so what tells is a mark in the state store.
/// </summary>
public sealed class Canary(DaprClient dapr, Consumer consumer, StateDocument<CanaryMark> marks, TimeProvider time)
{
    /// <summary>The type in the envelope of such a message; nothing is in it.</summary>
    internal const string MessageType = "canary";

    private static readonly TimeSpan PublishWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ArriveWithin = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KeepMarks = TimeSpan.FromMinutes(1);

    private readonly SharedLook<IReadOnlyList<PartHealth>> _looks = new(TimeSpan.FromSeconds(1), time);
    private int _inHand;
    private long _deliveries;

    /// <summary>Whether the broker takes a message, and whether it arrives; within three seconds.</summary>
    public Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken) =>
        _looks.TakeAsync(SendAsync, cancellationToken);

    /// <summary>The message has come back.</summary>
    internal Task ArrivedAsync(string id, CancellationToken cancellationToken) =>
        marks.TryCreateAsync(KeyOf(id), new CanaryMark(time.GetUtcNow()), KeepMarks, cancellationToken);

    /// <summary>A message of another kind has come; the result is disposed when it is dealt with.</summary>
    internal IDisposable Delivered()
    {
        Interlocked.Increment(ref _deliveries);
        Interlocked.Increment(ref _inHand);
        return new InHand(this);
    }

    private static bool IsNoAnswer(Exception error, CancellationToken cancellationToken) => error is DaprException or RpcException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string KeyOf(string id) => $"_canary/{id}";

    private async Task<IReadOnlyList<PartHealth>> SendAsync(CancellationToken cancellationToken)
    {
        var (id, before) = (Guid.NewGuid().ToString("N"), Interlocked.Read(ref _deliveries));
        if (await PublishAsync(id, cancellationToken).ConfigureAwait(false) is { } refused)
        {
            return [new(HealthParts.Broker, refused), new(HealthParts.Messages, "none can be sent")];
        }

        var arrived = await HasArrivedAsync(id, cancellationToken).ConfigureAwait(false);
        return [new(HealthParts.Broker), new(HealthParts.Messages, arrived || IsAtWork(before) ? null
            : $"a message has not arrived within {ArriveWithin.TotalSeconds} s: the queue is long, or stands still")];
    }

    // A replica that has work in hand, or got some meanwhile, is not cut off: the canary waits its turn.
    private bool IsAtWork(long before) => Volatile.Read(ref _inHand) > 0 || Interlocked.Read(ref _deliveries) > before;

    private async Task<string?> PublishAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PublishWithin);
        try
        {
            await dapr.PublishEventAsync(
                DaprNames.PubSub, consumer.CanaryTopic, new object(),
                new Dictionary<string, string> { ["cloudevent.type"] = MessageType, ["cloudevent.id"] = id },
                limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (IsNoAnswer(error, cancellationToken))
        {
            return "the broker takes no message";
        }
    }

    private async Task<bool> HasArrivedAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ArriveWithin);
        try
        {
            while (await marks.FindAsync(KeyOf(id), limit.Token).ConfigureAwait(false) is null)
            {
                await Task.Delay(LookEvery, time, limit.Token).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception error) when (IsNoAnswer(error, cancellationToken))
        {
            return false;
        }
    }

    private sealed class InHand(Canary canary) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref canary._inHand);
    }
}

/// <summary>That a canary has arrived, under its id.</summary>
public sealed record CanaryMark(DateTimeOffset ArrivedAt);
