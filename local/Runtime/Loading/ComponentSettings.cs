using System.Collections.Frozen;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>
/// The metadata that each built-in component reads. daprd ignores an unknown name without a word; here it ends the start, because
/// a misspelt setting is a setting that is not there.
/// </summary>
internal static class ComponentSettings
{
    private static readonly string[] OfEveryStateStore = ["actorStateStore", "keyPrefix"];

    private static readonly string[] OfJetStream =
    [
        // daprd's; those of push consumers are read over, so that one file serves both.
        "ackPolicy", "ackWait", "apiPrefix", "backOff", "concurrency", "deliverPolicy", "domain", "durableName",
        "flowControl", "heartbeat", "jwt", "maxAckPending", "maxDeliver", "memoryStorage", "name", "natsURL",
        "queueGroupName", "rateLimit", "replicas", "seedKey", "startSequence", "startTime", "streamName", "tls_client_cert",
        "tls_client_key", "token",
        // The local component's own.
        "concurrencyMode", "connectTimeout", "credentials", "drainTimeout", "duplicateWindow", "failurePause", "maxInFlight",
        "maxRedeliveryDelay", "publishTimeout", "redeliveryDelay", "streamCatalog", "streamMaxAge", "streamMaxBytes",
        "streamMaxMessageBytes", "streamRetention", "tls_ca",
    ];

    private static readonly FrozenDictionary<string, string[]> Known = new Dictionary<string, string[]>
    {
        ["bindings.aws.s3"] =
        [
            "accessKey", "awsRegion", "bucket", "decodeBase64", "direction", "disableSSL", "encodeBase64", "endpoint",
            "forcePathStyle",
            "insecureSSL", "region", "secretKey", "sessionToken", "storageClass",
        ],
        ["bindings.localstorage"] = ["direction", "rootPath"],
        ["pubsub.in-memory"] = ["maxInFlight", "redeliveryDelay"],
        ["pubsub.jetstream"] = OfJetStream,
        // The same component as a program of its own.
        ["pubsub.jetstream-pull"] = OfJetStream,
        ["state.in-memory"] = OfEveryStateStore,
        ["state.postgresql"] = ["cleanupInterval", "connectionString", "maxConns", "tableName", "timeout", .. OfEveryStateStore],
        ["state.sqlite"] = ["busyTimeout", "cleanupInterval", "connectionString", "tableName", .. OfEveryStateStore],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws <see cref="ResourceException"/> naming the first setting that is not known, and those that are.</summary>
    public static void Check(ComponentDefinition definition)
    {
        // A type the embedding program brought itself is its own business.
        if (Known.TryGetValue(definition.Type, out var known)
            && definition.Metadata
                .FirstOrDefault(item => !known.Contains(item.Name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new ResourceException(
                $"{definition.Where}: metadata '{unknown.Name}' is not known; "
                + $"known: {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }
    }
}
