namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Publishes an event: JSON, or a whole envelope where <paramref name="data"/> is a <see cref="CloudEvent"/>.</summary>
    public abstract Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event with metadata for the component, e.g. <c>ttlInSeconds</c> or <c>rawPayload</c>.</summary>
    public abstract Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, Dictionary<string, string> metadata, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event without data.</summary>
    public abstract Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default);

    /// <summary>Publishes an event without data, with metadata for the component.</summary>
    public abstract Task PublishEventAsync(
        string pubsubName, string topicName, Dictionary<string, string> metadata, CancellationToken cancellationToken = default);

    /// <summary>Publishes bytes as they are; <paramref name="dataContentType"/> decides how the sidecar puts them in the envelope.</summary>
    public abstract Task PublishByteEventAsync(
        string pubsubName,
        string topicName,
        ReadOnlyMemory<byte> data,
        string dataContentType = "application/json",
        Dictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes many events in one call. Not atomic: the response lists those that failed.</summary>
    public abstract Task<BulkPublishResponse<TValue>> BulkPublishEventAsync<TValue>(
        string pubsubName,
        string topicName,
        IReadOnlyList<TValue> events,
        Dictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default);
}
