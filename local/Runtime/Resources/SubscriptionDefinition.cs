namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>What an app wants from one topic, whether a file, its <c>/dapr/subscribe</c> answer or a stream said so.</summary>
/// <param name="Rules">Tried in order; the last may be the default, which has no condition.</param>
/// <param name="Scopes">App ids a declarative subscription is for; empty means all.</param>
internal sealed record SubscriptionDefinition(
    string PubSubName, string Topic, IReadOnlyList<SubscriptionRule> Rules, string? DeadLetterTopic,
    IReadOnlyDictionary<string, string> Metadata, BulkOptions? Bulk, IReadOnlyList<string> Scopes, SubscriptionKind Kind)
{
    /// <summary>The message is the app's own bytes, not a CloudEvent.</summary>
    public bool IsRawPayload => Metadata.TryGetValue("rawPayload", out var raw) && raw.Equals("true", StringComparison.OrdinalIgnoreCase);

    public bool IsFor(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);
}

/// <param name="Match">A CEL condition over <c>event</c>; null matches everything.</param>
/// <param name="Path">The app's route, starting with a slash.</param>
internal sealed record SubscriptionRule(string? Match, string Path)
{
    public static SubscriptionRule Default(string path) => new(null, Rooted(path));

    public static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;
}

/// <summary>Several messages in one call.</summary>
internal sealed record BulkOptions(int MaxMessages, TimeSpan MaxWait)
{
    public const int DefaultMaxMessages = 100;
    public static readonly TimeSpan DefaultMaxWait = TimeSpan.FromSeconds(1);
}

internal enum SubscriptionKind
{
    Declarative,
    Programmatic,
    Streaming,
}
