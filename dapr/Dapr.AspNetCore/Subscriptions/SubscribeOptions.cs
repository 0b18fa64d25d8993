namespace Dapr;

/// <summary>What holds for every subscription of the application.</summary>
public class SubscribeOptions
{
    /// <summary>True for payloads that are not cloud events, where a topic does not say.</summary>
    public bool EnableRawPayload { get; set; }
}
