namespace Dapr.Client;

/// <summary>How fresh a read, and how durable a write, has to be.</summary>
public enum ConsistencyMode
{
    /// <summary>A read may miss recent writes.</summary>
    Eventual,

    /// <summary>A read sees every write that was confirmed.</summary>
    Strong,
}
