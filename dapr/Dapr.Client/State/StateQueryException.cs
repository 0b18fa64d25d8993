namespace Dapr.Client;

/// <summary>A state query that could not read some of its hits.</summary>
public class StateQueryException<TValue>(string message, StateQueryResponse<TValue> response, IReadOnlyList<string> failedKeys) : DaprException(message)
{
    /// <summary>The hits that could be read.</summary>
    public StateQueryResponse<TValue> Response { get; } = response;

    /// <summary>The keys of those that could not.</summary>
    public IReadOnlyList<string> FailedKeys { get; } = failedKeys;
}
