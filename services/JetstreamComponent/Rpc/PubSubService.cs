using System.Collections.Concurrent;
using DaprProcessing.Components;
using DaprProcessing.Components.Protos;
using DaprProcessing.JetstreamComponent.Sidecar;
using Grpc.Core;
using Proto = DaprProcessing.Components.Protos;
using PublishRequest = DaprProcessing.Components.PublishRequest;

namespace DaprProcessing.JetstreamComponent.Rpc;

/// <summary>What daprd calls.</summary>
internal sealed partial class PubSubService(
    BrokerLink broker, OpenStreams streams, DeafSidecarWatch watch, ILogger<PubSubService> logger) : PubSub.PubSubBase
{
    private const int BulkConcurrency = 32;

    public override async Task<PubSubInitResponse> Init(PubSubInitRequest request, ServerCallContext context)
    {
        var settings = new Dictionary<string, string>(
            request.Metadata?.Properties ?? [], StringComparer.OrdinalIgnoreCase);
        await AnswerAsync(() => broker.OpenAsync(settings, context.CancellationToken));
        watch.Initialised();
        LogInitialised(settings.GetValueOrDefault("consumerID"));
        return new PubSubInitResponse();
    }

    public override Task<FeaturesResponse> Features(FeaturesRequest request, ServerCallContext context) =>
        Task.FromResult(new FeaturesResponse { Features = { "SUBSCRIBE_WILDCARDS" } });

    public override Task<PingResponse> Ping(PingRequest request, ServerCallContext context) =>
        Task.FromResult(new PingResponse());

    public override async Task<PublishResponse> Publish(Proto.PublishRequest request, ServerCallContext context)
    {
        await AnswerAsync(() => broker.PublishAsync(Message(request.Topic, request.Data.Memory), context.CancellationToken));
        return new PublishResponse();
    }

    public override async Task<BulkPublishResponse> BulkPublish(BulkPublishRequest request, ServerCallContext context)
    {
        var failed = new ConcurrentDictionary<string, string>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = BulkConcurrency, CancellationToken = context.CancellationToken,
        };
        await Parallel.ForEachAsync(request.Entries, options, async (entry, cancellationToken) =>
        {
            try
            {
                await broker.PublishAsync(Message(request.Topic, entry.Event.Memory), cancellationToken);
            }
            catch (ComponentException failure)
            {
                failed[entry.EntryId] = failure.Message;
            }
        });
        var answer = new BulkPublishResponse();
        answer.FailedEntries.AddRange(
            failed.Select(entry => new BulkPublishResponseFailedEntry { EntryId = entry.Key, Error = entry.Value }));
        return answer;
    }

    public override async Task PullMessages(
        IAsyncStreamReader<PullMessagesRequest> requestStream,
        IServerStreamWriter<PullMessagesResponse> responseStream,
        ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.Topic is not { } topic)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the first request of a stream names its topic"));
        }

        await AnswerAsync(() => streams.RunAsync(topic, requestStream, responseStream, context.CancellationToken));
    }

    private static PublishRequest Message(string topic, ReadOnlyMemory<byte> data) =>
        new(topic, data, CloudEventId.Read(data.Span));

    private static async Task AnswerAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ComponentException failure)
        {
            throw new RpcException(new Status(
                failure.Kind switch
                {
                    ComponentErrorKind.Invalid => StatusCode.InvalidArgument,
                    ComponentErrorKind.TooLarge => StatusCode.ResourceExhausted,
                    _ => StatusCode.Unavailable,
                },
                failure.Message));
        }
    }

    [LoggerMessage(LogLevel.Information, "The sidecar of {AppId} has told its settings")]
    private partial void LogInitialised(string? appId);
}
