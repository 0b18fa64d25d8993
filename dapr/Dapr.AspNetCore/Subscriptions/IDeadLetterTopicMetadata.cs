namespace Dapr;

/// <summary>Endpoint metadata: where messages go that could not be handled.</summary>
public interface IDeadLetterTopicMetadata
{
    /// <summary>A topic of the same component; null for none.</summary>
    string? DeadLetterTopic { get; }
}
