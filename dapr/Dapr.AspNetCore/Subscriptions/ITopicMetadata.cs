namespace Dapr;

/// <summary>Endpoint metadata: the endpoint takes the messages of a topic.</summary>
public interface ITopicMetadata
{
    /// <summary>The topic.</summary>
    string Name { get; }

    /// <summary>The pub/sub component.</summary>
    string PubsubName { get; }

    /// <summary>A CEL expression over <c>event</c>; null or empty for every message no other rule took.</summary>
    string? Match { get; }

    /// <summary>The place of the rule: lower first.</summary>
    int Priority { get; }
}
