namespace Dapr.Client;

/// <summary>The answer to a state query.</summary>
public class StateQueryResponse<TValue>(IReadOnlyList<StateQueryItem<TValue>> results, string token, IReadOnlyDictionary<string, string> metadata)
{
    /// <summary>The hits.</summary>
    public IReadOnlyList<StateQueryItem<TValue>> Results { get; } = results;

    /// <summary>Where the next page starts; empty on the last page.</summary>
    public string Token { get; } = token;

    /// <summary>Metadata of the component.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;
}
