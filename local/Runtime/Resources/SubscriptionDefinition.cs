namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>What an app wants from one topic, as its <c>/dapr/subscribe</c> answer says.</summary>
/// <param name="Path">The app's route, starting with a slash.</param>
internal sealed record SubscriptionDefinition(
    string PubSubName, string Topic, string Path, string? DeadLetterTopic, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The message is the app's own bytes, not a CloudEvent.</summary>
    public bool IsRawPayload =>
        Metadata.TryGetValue("rawPayload", out var raw) && raw.Equals("true", StringComparison.OrdinalIgnoreCase);
}
