using System.Globalization;
using DaprProcessing.Components;

namespace DaprProcessing.JetStream;

/// <summary>
/// The component's metadata, read and checked once. Names are those of Dapr's <c>pubsub.jetstream</c> where it has them;
/// settings of push consumers (<c>flowControl</c>, <c>heartbeat</c>, <c>rateLimit</c>) are accepted and mean nothing here.
/// </summary>
internal sealed class JetStreamSettings
{
    private const string DefaultApiPrefix = "$JS.API";

    private JetStreamSettings(ComponentMetadata metadata)
    {
        Component = metadata.Name;
        Connection = ConnectionSettings.Read(metadata);
        ApiPrefix = metadata.Get("apiPrefix") is { Length: > 0 } prefix ? prefix.TrimEnd('.')
            : metadata.Get("domain") is { Length: > 0 } domain ? $"$JS.{domain}.API"
            : DefaultApiPrefix;
        StreamName = metadata.Get("streamName") is { Length: > 0 } name ? name : null;
        Catalog = StreamCatalog.Parse(metadata.Get("streamCatalog") ?? "");
        ConnectTimeout = Positive(metadata, "connectTimeout", TimeSpan.FromSeconds(3));
        PublishTimeout = Positive(metadata, "publishTimeout", TimeSpan.FromSeconds(10));
        DrainTimeout = Positive(metadata, "drainTimeout", TimeSpan.FromSeconds(60));
        Stream = StreamDefaults.Read(metadata);
        Metadata = metadata;
    }

    public string Component { get; }

    public ComponentMetadata Metadata { get; }

    public BrokerOptions Connection { get; }

    public string ApiPrefix { get; }

    /// <summary>The one stream of this component, where set: subjects missing in it are added.</summary>
    public string? StreamName { get; }

    public StreamCatalog Catalog { get; }

    public StreamDefaults Stream { get; }

    /// <summary>How long the start waits for a first connection before it goes on without one.</summary>
    public TimeSpan ConnectTimeout { get; }

    /// <summary>How long a publish waits for a server that is away, reconnects and stream creation included.</summary>
    public TimeSpan PublishTimeout { get; }

    /// <summary>How long a subscription that ends waits for its handlers before it cancels them.</summary>
    public TimeSpan DrainTimeout { get; }

    public static JetStreamSettings Read(ComponentMetadata metadata) => new(metadata);

    internal static TimeSpan Positive(ComponentMetadata metadata, string key, TimeSpan fallback) =>
        metadata.GetDuration(key, fallback) is var value && value > TimeSpan.Zero && value < TimeSpan.FromDays(3650)
            ? value
            : throw Wrong(metadata, key, "has to be a time above zero");

    internal static ComponentException Wrong(ComponentMetadata metadata, string key, string what) =>
        new(ComponentErrorKind.Invalid, $"component '{metadata.Name}' ({metadata.Type}): metadata '{key}' {what}");

    internal static string OneOf(ComponentMetadata metadata, string key, string fallback, params string[] known) =>
        metadata.Get(key) is not { Length: > 0 } value ? fallback
        : known.Contains(value, StringComparer.OrdinalIgnoreCase) ? value.ToLower(CultureInfo.InvariantCulture)
        : throw Wrong(metadata, key, $"is '{value}'; known are {string.Join(", ", known)}");
}
