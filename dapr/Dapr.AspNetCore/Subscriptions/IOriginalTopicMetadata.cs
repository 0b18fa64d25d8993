namespace Dapr;

/// <summary>Endpoint metadata: one setting of the component for the subscription.</summary>
public interface IOriginalTopicMetadata
{
    /// <summary>The name topics use to own this setting; null for every topic of the endpoint.</summary>
    string? Id { get; }

    /// <summary>The key.</summary>
    string Name { get; }

    /// <summary>The value; several of one key are joined.</summary>
    string Value { get; }
}
