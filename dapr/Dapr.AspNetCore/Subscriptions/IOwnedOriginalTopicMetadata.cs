namespace Dapr;

/// <summary>Endpoint metadata: which settings belong to the topic.</summary>
public interface IOwnedOriginalTopicMetadata
{
    /// <summary>Ids of <see cref="IOriginalTopicMetadata"/>.</summary>
    string[]? OwnedMetadatas { get; }

    /// <summary>What joins several values of one key; a comma by default.</summary>
    string? MetadataSeparator { get; }
}
