namespace Dapr.Client;

/// <summary>How many actors of a type are active.</summary>
public sealed class DaprActorMetadata(string type, int count)
{
    /// <summary>The actor type.</summary>
    public string Type { get; } = type;

    /// <summary>How many are active.</summary>
    public int Count { get; } = count;
}
