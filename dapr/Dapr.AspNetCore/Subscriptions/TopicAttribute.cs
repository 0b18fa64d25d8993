using System.Diagnostics.CodeAnalysis;

namespace Dapr;

/// <summary>Subscribes the endpoint to a topic.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "The constructors are those of the published SDK.")]
public class TopicAttribute : Attribute, ITopicMetadata, IRawTopicMetadata, IOwnedOriginalTopicMetadata, IDeadLetterTopicMetadata
{
    /// <summary>Every message of the topic.</summary>
    public TopicAttribute(string pubsubName, string name, string[]? ownedMetadatas = null, string? metadataSeparator = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        PubsubName = pubsubName;
        Name = name;
        OwnedMetadatas = ownedMetadatas;
        MetadataSeparator = metadataSeparator;
    }

    /// <summary>Every message of the topic, with or without an envelope.</summary>
    public TopicAttribute(
        string pubsubName, string name, bool enableRawPayload, string[]? ownedMetadatas = null, string? metadataSeparator = null)
        : this(pubsubName, name, ownedMetadatas, metadataSeparator) =>
        EnableRawPayload = enableRawPayload;

    /// <summary>The messages a rule matches.</summary>
    public TopicAttribute(
        string pubsubName, string name, string? match, int priority, string[]? ownedMetadatas = null, string? metadataSeparator = null)
        : this(pubsubName, name, ownedMetadatas, metadataSeparator)
    {
        Match = match;
        Priority = priority;
    }

    /// <summary>The messages a rule matches, with or without an envelope.</summary>
    public TopicAttribute(
        string pubsubName,
        string name,
        bool enableRawPayload,
        string? match,
        int priority,
        string[]? ownedMetadatas = null,
        string? metadataSeparator = null)
        : this(pubsubName, name, match, priority, ownedMetadatas, metadataSeparator) =>
        EnableRawPayload = enableRawPayload;

    /// <summary>Every message of the topic; those that cannot be handled go to another topic.</summary>
    public TopicAttribute(
        string pubsubName,
        string name,
        string? deadLetterTopic,
        bool enableRawPayload,
        string[]? ownedMetadatas = null,
        string? metadataSeparator = null)
        : this(pubsubName, name, enableRawPayload, ownedMetadatas, metadataSeparator) =>
        DeadLetterTopic = deadLetterTopic;

    /// <summary>Everything at once.</summary>
    public TopicAttribute(
        string pubsubName,
        string name,
        string? deadLetterTopic,
        bool enableRawPayload,
        string? match,
        int priority,
        string[]? ownedMetadatas = null,
        string? metadataSeparator = null)
        : this(pubsubName, name, enableRawPayload, match, priority, ownedMetadatas, metadataSeparator) =>
        DeadLetterTopic = deadLetterTopic;

    internal TopicAttribute(TopicOptions options)
        : this(options.PubsubName, options.Name, options.Match, options.Priority, options.OwnedMetadatas, options.MetadataSeparator)
    {
        EnableRawPayload = options.EnableRawPayload;
        DeadLetterTopic = options.DeadLetterTopic;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public string PubsubName { get; }

    /// <inheritdoc />
    public bool? EnableRawPayload { get; }

    /// <inheritdoc />
    public new string? Match { get; }

    /// <inheritdoc />
    public int Priority { get; }

    /// <inheritdoc />
    public string[]? OwnedMetadatas { get; }

    /// <inheritdoc />
    public string? MetadataSeparator { get; }

    /// <inheritdoc />
    public string? DeadLetterTopic { get; }
}
