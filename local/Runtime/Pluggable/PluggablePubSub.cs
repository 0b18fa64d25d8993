using DaprProcessing.Components;
using DaprProcessing.Components.Protos;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Proto = DaprProcessing.Components.Protos;
using PublishRequest = DaprProcessing.Components.PublishRequest;

namespace DaprProcessing.Local.Runtime.Pluggable;

/// <summary>A message broker behind a Unix socket, used as daprd uses one.</summary>
internal sealed class PluggablePubSub(GrpcChannel channel, string appId, ILoggerFactory loggerFactory) : IPubSub
{
    private readonly PubSub.PubSubClient _client = new(channel);
    private readonly ILogger _logger = loggerFactory.CreateLogger<PluggablePubSub>();
    private Metadata _headers = [];
    private string _name = "";

    public async Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        _name = metadata.Name;
        _headers = new Metadata { { "x-component-instance", metadata.Name } };
        var request = new PubSubInitRequest { Metadata = new MetadataRequest { Properties = { ["consumerID"] = appId } } };
        foreach (var (key, value) in metadata.Properties)
        {
            request.Metadata.Properties[key] = value;
        }

        await CallAsync(async () =>
        {
            await _client.InitAsync(request, _headers, cancellationToken: cancellationToken);
            await _client.FeaturesAsync(new FeaturesRequest(), _headers, cancellationToken: cancellationToken);
        });
    }

    public Task PublishAsync(PublishRequest request, CancellationToken cancellationToken) => CallAsync(async () =>
        await _client.PublishAsync(
            new Proto.PublishRequest
            {
                PubsubName = _name, Topic = request.Topic, Data = UnsafeByteOperations.UnsafeWrap(request.Data),
            },
            _headers, cancellationToken: cancellationToken));

    public async Task<IAsyncDisposable> SubscribeAsync(
        SubscribeRequest request, DeliveryHandler handler, CancellationToken cancellationToken)
    {
        var topic = new Topic { Name = request.Topic };
        topic.Metadata.Add(request.Metadata.ToDictionary());
        var call = _client.PullMessages(_headers, cancellationToken: CancellationToken.None);
        var stream = new PluggableStream(call, handler, _logger);
        await CallAsync(() => stream.StartAsync(topic));
        return stream;
    }

    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task CallAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (BrokenCall.Is(failure))
        {
            throw new ComponentException(
                (failure as RpcException)?.StatusCode switch
                {
                    StatusCode.InvalidArgument => ComponentErrorKind.Invalid,
                    StatusCode.ResourceExhausted => ComponentErrorKind.TooLarge,
                    _ => ComponentErrorKind.Unavailable,
                },
                (failure as RpcException)?.Status.Detail ?? failure.Message,
                failure);
        }
    }
}
