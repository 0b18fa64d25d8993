using System.Collections.Concurrent;
using DaprProcessing.Components.Protos;
using Google.Protobuf;
using Grpc.Core;

namespace DaprProcessing.JetStream.Tests.Component;

/// <summary>What daprd does with a component: one message after the other on each stream, acknowledged by its id.</summary>
internal sealed class Daprd(ComponentProcess component) : IAsyncDisposable
{
    private readonly PubSub.PubSubClient _client = new(component.Channel);
    private readonly CancellationTokenSource _killed = new();
    private readonly List<Task> _streams = [];

    /// <summary>Texts of the messages handled, as often as they were.</summary>
    public ConcurrentQueue<string> Handled { get; } = new();

    public ConcurrentQueue<PullMessagesResponse> Received { get; } = new();

    /// <summary>How many streams have ended, whoever ended them.</summary>
    public int Ended => _streams.Count(stream => stream.IsCompleted);

    public async Task InitAsync(string url, params (string Key, string Value)[] settings)
    {
        var request = new PubSubInitRequest { Metadata = new MetadataRequest { Properties = { ["natsURL"] = url } } };
        request.Metadata.Properties["consumerID"] = "app";
        foreach (var (key, value) in settings)
        {
            request.Metadata.Properties[key] = value;
        }

        await _client.InitAsync(request);
        await _client.FeaturesAsync(new FeaturesRequest());
        await _client.PingAsync(new PingRequest());
    }

    public async Task PublishAsync(string topic, string text) => await _client.PublishAsync(new PublishRequest
    {
        PubsubName = "pubsub", Topic = topic, Data = ByteString.CopyFromUtf8(text),
    });

    /// <summary>Opens a stream and works on what comes, until the stream or this daprd ends.</summary>
    /// <param name="handle">Null for done, else the text of the failure.</param>
    public void Subscribe(string topic, Func<string, Task<string?>> handle)
    {
        var call = _client.PullMessages(cancellationToken: _killed.Token);
        _streams.Add(WorkAsync(call, topic, handle));
    }

    /// <summary>Every stream is cut, as by the end of the process.</summary>
    public void Kill() => _killed.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _killed.CancelAsync();
        await Task.WhenAll(_streams);
        _killed.Dispose();
    }

    private async Task WorkAsync(
        AsyncDuplexStreamingCall<PullMessagesRequest, PullMessagesResponse> call,
        string topic,
        Func<string, Task<string?>> handle)
    {
        using (call)
        {
            try
            {
                await call.RequestStream.WriteAsync(new PullMessagesRequest { Topic = new Topic { Name = topic } });
                await foreach (var message in call.ResponseStream.ReadAllAsync())
                {
                    Received.Enqueue(message);
                    var text = message.Data.ToStringUtf8();
                    var failure = await handle(text);
                    Handled.Enqueue(text);
                    await call.RequestStream.WriteAsync(new PullMessagesRequest
                    {
                        AckMessageId = message.Id,
                        AckError = failure is null ? null : new AckMessageError { Message = failure },
                    });
                }
            }
            catch (Exception gone) when (gone is RpcException or OperationCanceledException or InvalidOperationException
                or IOException)
            {
                // There is no second attempt in daprd either.
                return;
            }
        }
    }
}
