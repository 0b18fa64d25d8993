using System.Collections.Concurrent;
using DaprProcessing.Components;
using DaprProcessing.Components.Protos;
using DaprProcessing.JetstreamComponent.Sidecar;
using Grpc.Core;

namespace DaprProcessing.JetstreamComponent.Rpc;

/// <summary>The subscriptions of the sidecar, one stream each.</summary>
internal sealed class OpenStreams(BrokerLink broker, DeafSidecarWatch watch) : IDisposable
{
    private readonly ConcurrentDictionary<PullStream, IAsyncDisposable> _open = new();
    private readonly CancellationTokenSource _closing = new();

    /// <summary>
    /// Sends what the topic brings until the sidecar ends the stream, and hands back what is then not acknowledged.
    /// </summary>
    public async Task RunAsync(
        Topic topic, IAsyncStreamReader<PullMessagesRequest> requests, IServerStreamWriter<PullMessagesResponse> responses,
        CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        var stream = new PullStream(responses);
        await using var subscription = await broker.PubSub.SubscribeAsync(
            new SubscribeRequest(topic.Name, broker.AppId, OneAtATime(topic.Metadata)), stream.DeliverAsync, ending.Token);
        _open[stream] = subscription;
        watch.StreamOpened();
        try
        {
            await stream.ReadAnswersAsync(requests, ending.Token);
        }
        finally
        {
            // Before the subscription ends, which waits for what is at work.
            stream.HandBack();
            _open.TryRemove(stream, out _);
            watch.StreamEnded();
        }
    }

    /// <summary>
    /// Takes no more messages; returns when those under way are answered, or the component's drainTimeout is over.
    /// </summary>
    public Task FinishAsync() => Task.WhenAll(_open.Values.Select(subscription => subscription.DisposeAsync().AsTask()));

    public void Close() => _closing.Cancel();

    public void Dispose() => _closing.Dispose();

    // daprd calls the app within the loop that reads the stream: what is sent ahead would only wait there, away from replicas
    // that have nothing to do. One that fails is not to take message after message from them either.
    private static Dictionary<string, string> OneAtATime(IDictionary<string, string> metadata) =>
        new(metadata, StringComparer.OrdinalIgnoreCase) { ["maxInFlight"] = "1", ["failurePause"] = "100ms" };
}
