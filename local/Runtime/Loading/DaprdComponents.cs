using System.Collections.Frozen;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>What daprd 1.18 reads from component files of the types this runtime has too; a strict runtime refuses everything else.</summary>
internal static class DaprdComponents
{
    private const string ActorStateStore = "actorStateStore";

    private static readonly string[] OfEveryPubSub = ["allowedTopics", "consumerID", "protectedTopics", "publishingScopes", "subscriptionScopes"];

    private static readonly string[] OfEveryStateStore = [ActorStateStore, "keyPrefix"];

    private static readonly FrozenDictionary<string, FrozenSet<string>> Settings = new Dictionary<string, string[]>
    {
        ["bindings.aws.s3"] =
        [
            "accessKey", "assumeRoleArn", "assumeRoleSessionName", "awsRegion", "bucket", "decodeBase64", "direction", "disableSSL", "encodeBase64", "endpoint",
            "forcePathStyle", "insecureSSL", "region", "secretKey", "sessionToken", "storageClass", "trustAnchorArn", "trustProfileArn",
        ],
        ["bindings.localstorage"] = ["direction", "rootPath"],
        ["pubsub.in-memory"] = OfEveryPubSub,
        ["pubsub.jetstream"] =
        [
            "ackPolicy", "ackWait", "apiPrefix", "backOff", "concurrency", "deliverPolicy", "domain", "durableName", "flowControl", "heartbeat", "jwt",
            "maxAckPending", "maxDeliver", "memoryStorage", "name", "natsURL", "queueGroupName", "rateLimit", "replicas", "seedKey", "startSequence", "startTime",
            "streamName", "tls_client_cert", "tls_client_key", "token", .. OfEveryPubSub,
        ],
        ["secretstores.local.env"] = ["prefix"],
        ["secretstores.local.file"] = ["multiValued", "nestedSeparator", "secretsFile"],
        ["state.in-memory"] = OfEveryStateStore,
        ["state.sqlite"] =
        [
            "busyTimeout", "cleanupInterval", "cleanupIntervalInSeconds", "connectionString", "disableWAL", "metadataTableName", "tableName", "timeout",
            "timeoutInSeconds", "url", .. OfEveryStateStore,
        ],
    }.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws <see cref="ResourceException"/> naming the first setting that daprd would not read.</summary>
    public static void Check(ComponentDefinition definition)
    {
        // A type the embedding program brought itself is its own business.
        if (Settings.TryGetValue(definition.Type, out var known)
            && definition.Metadata.FirstOrDefault(item => !known.Contains(item.Name)) is { } unknown)
        {
            throw new ResourceException($"{definition.Source}: component '{definition.Name}' ({definition.Type}): daprd does not know metadata '{unknown.Name}'");
        }
    }

    /// <summary>Where daprd keeps workflows: of such stores it needs one, and no more.</summary>
    public static bool IsActorStateStore(LoadedComponent component) => component.Metadata.GetBool(ActorStateStore, fallback: false);
}
