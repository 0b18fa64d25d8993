namespace Dapr.Client;

/// <summary>Guarantees asked of the store; null leaves the choice to the component.</summary>
public class StateOptions
{
    /// <summary>The consistency asked for.</summary>
    public ConsistencyMode? Consistency { get; set; }

    /// <summary>The concurrency asked for.</summary>
    public ConcurrencyMode? Concurrency { get; set; }
}
