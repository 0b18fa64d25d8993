using System.Globalization;
using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Dapr.Proto.Runtime.V1;

namespace Dapr.Client;

internal sealed partial class SidecarClient
{
    private const string Json = "application/json";
    private const string CloudEventJson = "application/cloudevents+json";
    private const string OctetStream = "application/octet-stream";

    // 1 once the sidecar has said that it only knows the older name of the bulk call.
    private int _bulkPublishIsAlpha;

    public override Task PublishEventAsync<TData>(string pubsubName, string topicName, TData data, CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, ToJson(data), ContentTypeOf(data), metadata: null, cancellationToken);

    public override Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, Dictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishAsync(pubsubName, topicName, ToJson(data), ContentTypeOf(data), metadata, cancellationToken);
    }

    public override Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, content: null, contentType: null, metadata: null, cancellationToken);

    public override Task PublishEventAsync(
        string pubsubName, string topicName, Dictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishAsync(pubsubName, topicName, content: null, contentType: null, metadata, cancellationToken);
    }

    public override Task PublishByteEventAsync(
        string pubsubName,
        string topicName,
        ReadOnlyMemory<byte> data,
        string dataContentType = Json,
        Dictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, UnsafeByteOperations.UnsafeWrap(data), dataContentType, metadata, cancellationToken);

    public override async Task<BulkPublishResponse<TValue>> BulkPublishEventAsync<TValue>(
        string pubsubName,
        string topicName,
        IReadOnlyList<TValue> events,
        Dictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        ArgumentNullException.ThrowIfNull(events);

        var request = new Wire.BulkPublishRequest { PubsubName = pubsubName, Topic = topicName };
        AddAll(request.Metadata, metadata);
        var sent = new Dictionary<string, BulkPublishEntry<TValue>>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var id = i.ToString(CultureInfo.InvariantCulture);
            var entry = events[i] is byte[] bytes
                ? new Wire.BulkPublishRequestEntry { EntryId = id, Event = ByteString.CopyFrom(bytes), ContentType = OctetStream }
                : new Wire.BulkPublishRequestEntry { EntryId = id, Event = ToJson(events[i]), ContentType = ContentTypeOf(events[i]) };
            request.Entries.Add(entry);
            sent.Add(id, new BulkPublishEntry<TValue>(id, events[i], entry.ContentType));
        }

        var response = await BulkPublishAsync(request, cancellationToken).ConfigureAwait(false);
        return new BulkPublishResponse<TValue>(
            [.. response.FailedEntries.Select(failed => new BulkPublishResponseFailedEntry<TValue>(sent[failed.EntryId], failed.Error))]);
    }

    private static string ContentTypeOf<T>(T data) => data is CloudEvent ? CloudEventJson : Json;

    private async Task PublishAsync(
        string pubsubName, string topicName, ByteString? content, string? contentType, Dictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(topicName);

        var request = new Wire.PublishEventRequest { PubsubName = pubsubName, Topic = topicName };
        if (content is not null)
        {
            request.Data = content;
            request.DataContentType = contentType ?? Json;
        }

        AddAll(request.Metadata, metadata);
        await _sidecar.CallAsync<Empty>("Publish", "PublishEvent", request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Wire.BulkPublishResponse> BulkPublishAsync(Wire.BulkPublishRequest request, CancellationToken cancellationToken)
    {
        const string Operation = "Bulk publish";
        if (Volatile.Read(ref _bulkPublishIsAlpha) == 0)
        {
            try
            {
                return await _sidecar.CallAsync<Wire.BulkPublishResponse>("BulkPublishEvent", request, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
            {
                // Sidecars before 1.17 know the call under its older name only.
                Volatile.Write(ref _bulkPublishIsAlpha, 1);
            }
            catch (RpcException e)
            {
                throw SidecarConnection.Wrap(Operation, e);
            }
        }

        return await _sidecar.CallAsync<Wire.BulkPublishResponse>(Operation, "BulkPublishEventAlpha1", request, cancellationToken).ConfigureAwait(false);
    }
}
