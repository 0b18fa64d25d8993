using System.Diagnostics.CodeAnalysis;

namespace Dapr;

/// <summary>A subscription in one object, for <c>WithTopic</c>.</summary>
public class TopicOptions
{
    /// <summary>Settings of the component.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "A field in the published SDK.")]
    public Dictionary<string, string>? Metadata;

    /// <summary>The topic.</summary>
    public required string Name { get; set; }

    /// <summary>The pub/sub component.</summary>
    public required string PubsubName { get; set; }

    /// <summary>True for payloads that are not cloud events.</summary>
    public bool EnableRawPayload { get; set; }

    /// <summary>A CEL expression over <c>event</c>; null for every message.</summary>
    public string? Match { get; set; }

    /// <summary>The place of the rule: lower first.</summary>
    public int Priority { get; set; }

    /// <summary>Ids of metadata that belong to this topic.</summary>
    public string[]? OwnedMetadatas { get; set; }

    /// <summary>What joins several values of one key; a comma by default.</summary>
    public string? MetadataSeparator { get; set; }

    /// <summary>Where messages go that could not be handled; null for nowhere.</summary>
    public string? DeadLetterTopic { get; set; }
}
