namespace Dapr.AspNetCore;

/// <summary>The body of a bulk delivery. <typeparamref name="TValue"/> is the event, usually a <see cref="BulkMessageModel{TValue}"/>.</summary>
public class BulkSubscribeMessage<TValue>(
    List<BulkSubscribeMessageEntry<TValue>> entries, string topic, string pubsubName, Dictionary<string, string>? metadata = null)
{
    /// <summary>The messages.</summary>
    public List<BulkSubscribeMessageEntry<TValue>> Entries { get; set; } = entries;

    /// <summary>The topic.</summary>
    public string Topic { get; set; } = topic;

    /// <summary>The pub/sub component.</summary>
    public string PubsubName { get; set; } = pubsubName;

    /// <summary>Metadata of the delivery.</summary>
    public Dictionary<string, string>? Metadata { get; set; } = metadata;
}
