using System.Collections.Concurrent;
using System.Globalization;
using DaprProcessing.Components;
using DaprProcessing.Components.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace DaprProcessing.JetstreamComponent.Rpc;

/// <summary>One stream of messages to the sidecar, and of its answers.</summary>
internal sealed class PullStream(IServerStreamWriter<PullMessagesResponse> responses)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<DeliveryOutcome>> _unanswered = new();
    private long _sent;
    private volatile bool _ended;

    /// <summary>
    /// Sends a message and waits until it is acknowledged, refused, or the stream ends. One at a time: a stream has one writer.
    /// </summary>
    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _sent).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<DeliveryOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _unanswered[id] = answer;
        try
        {
            return await SendAsync(id, delivery)
                ? await answer.Task.WaitAsync(cancellationToken)
                : DeliveryOutcome.Return;
        }
        finally
        {
            _unanswered.TryRemove(id, out _);
        }
    }

    /// <summary>Reads answers until the sidecar has no more, or is gone.</summary>
    public async Task ReadAnswersAsync(IAsyncStreamReader<PullMessagesRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            while (await requests.MoveNext(cancellationToken))
            {
                var answer = requests.Current;
                if (_unanswered.TryGetValue(answer.AckMessageId, out var waiting))
                {
                    waiting.TrySetResult(answer.AckError is null ? DeliveryOutcome.Ack : DeliveryOutcome.Retry);
                }
            }
        }
        catch (Exception gone) when (IsTheEnd(gone))
        {
            // A sidecar that was killed says nothing; what it had is handed back like what an ending one leaves.
            return;
        }
    }

    /// <summary>What the sidecar has not answered goes to whoever asks next.</summary>
    public void HandBack()
    {
        _ended = true;
        foreach (var waiting in _unanswered.Values)
        {
            waiting.TrySetResult(DeliveryOutcome.Return);
        }
    }

    private async Task<bool> SendAsync(string id, Delivery delivery)
    {
        var message = new PullMessagesResponse
        {
            Id = id,
            TopicName = delivery.Topic,
            Data = UnsafeByteOperations.UnsafeWrap(delivery.Data),
            Metadata = { [Delivery.CountKey] = delivery.DeliveryCount.ToString(CultureInfo.InvariantCulture) },
        };
        try
        {
            if (!_ended)
            {
                await responses.WriteAsync(message);
            }

            return !_ended;
        }
        catch (Exception gone) when (IsTheEnd(gone))
        {
            return false;
        }
    }

    // A call that is over refuses to be read or written as an invalid operation.
    private static bool IsTheEnd(Exception failure) =>
        failure is OperationCanceledException or IOException or RpcException or InvalidOperationException;
}
