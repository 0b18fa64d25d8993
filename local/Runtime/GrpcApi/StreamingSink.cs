using System.Collections.Concurrent;
using System.Text.Json;
using Dapr.Proto.Runtime.V1;
using DaprProcessing.Local.Runtime.Dispatch;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DaprProcessing.Local.Runtime.GrpcApi;

/// <summary>Sends messages down a stream and matches the verdicts that come back by message id.</summary>
internal sealed class StreamingSink(string pubSubName, Func<SubscribeTopicEventsResponseAlpha1, ValueTask> write) : IMessageSink, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<AppAnswer>> _waiting = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile bool _closed;

    public async Task<AppAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var topicEvent = ToEvent(message);
        var answer = new TaskCompletionSource<AppAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.TryAdd(topicEvent.Id, answer))
        {
            // Two copies of one message at the same time: a verdict could not say which it is for.
            throw new DeliveryFailedException($"message {topicEvent.Id} is being handled already");
        }

        try
        {
            ThrowIfClosed();
            await WriteAsync(new SubscribeTopicEventsResponseAlpha1 { EventMessage = topicEvent }, cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(topicEvent.Id, out _);
        }
    }

    public async Task WriteAsync(SubscribeTopicEventsResponseAlpha1 response, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await write(response);
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or OperationCanceledException)
        {
            throw new DeliveryFailedException("the stream is closed", AppLoss.BeforeCall, failure);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Processed(SubscribeTopicEventsRequestProcessedAlpha1 processed)
    {
        if (!_waiting.TryGetValue(processed.Id, out var answer))
        {
            return;
        }

        switch (processed.Status?.Status ?? TopicEventResponse.Types.TopicEventResponseStatus.Success)
        {
            case TopicEventResponse.Types.TopicEventResponseStatus.Success:
                answer.TrySetResult(AppAnswer.Success);
                break;
            case TopicEventResponse.Types.TopicEventResponseStatus.Drop:
                answer.TrySetResult(AppAnswer.Drop);
                break;
            default:
                answer.TrySetException(new DeliveryFailedException("the app asks for a retry"));
                break;
        }
    }

    /// <summary>The stream has ended: what is on its way comes again.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var answer in _waiting.Values)
        {
            answer.TrySetException(new DeliveryFailedException("the stream has ended", AppLoss.MidCall));
        }
    }

    public ValueTask DisposeAsync()
    {
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new DeliveryFailedException("the stream has ended", AppLoss.BeforeCall);
        }
    }

    private TopicEventRequest ToEvent(OutgoingMessage message)
    {
        var delivery = message.Delivery;
        var topicEvent = new TopicEventRequest { Topic = delivery.Topic, PubsubName = pubSubName, Path = message.Path };
        if (!message.Facts.IsJson)
        {
            topicEvent.Id = Guid.NewGuid().ToString();
            topicEvent.DataContentType = "application/octet-stream";
            topicEvent.Data = UnsafeByteOperations.UnsafeWrap(delivery.Data);
            return topicEvent;
        }

        topicEvent.Extensions = new Struct();
        using var document = JsonDocument.Parse(delivery.Data, new JsonDocumentOptions { MaxDepth = 300 });
        foreach (var member in document.RootElement.EnumerateObject())
        {
            Fill(topicEvent, member);
        }

        if (topicEvent.Id.Length == 0)
        {
            topicEvent.Id = Guid.NewGuid().ToString();
        }

        return topicEvent;
    }

    private static void Fill(TopicEventRequest topicEvent, JsonProperty member)
    {
        var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        switch (member.Name)
        {
            case "id":
                topicEvent.Id = text;
                break;
            case "source":
                topicEvent.Source = text;
                break;
            case "type":
                topicEvent.Type = text;
                break;
            case "specversion":
                topicEvent.SpecVersion = text;
                break;
            case "datacontenttype":
                topicEvent.DataContentType = text;
                break;
            case "data":
                topicEvent.Data = ByteString.CopyFromUtf8(text);
                break;
            case "data_base64" when member.Value.TryGetBytesFromBase64(out var bytes):
                topicEvent.Data = UnsafeByteOperations.UnsafeWrap(bytes);
                break;
            case "topic" or "pubsubname":
                break;
            default:
                topicEvent.Extensions.Fields[member.Name] = Value.ForString(text);
                break;
        }
    }
}
