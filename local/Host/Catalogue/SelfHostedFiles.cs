using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// The component files for daprd on machines of one's own: a folder for each service, since daprd refuses two components of one
/// name in a folder. <c>components/selfhosted</c> has the pluggable JetStream component, <c>components/selfhosted-builtin</c>
/// daprd's.
/// </summary>
internal static class SelfHostedFiles
{
    public static IEnumerable<KeyValuePair<string, string>> Of(string appId) =>
        Folder($"components/selfhosted/{appId}", appId, Pluggable).Concat(BuiltInOf(appId));

    /// <summary>The files for daprd's own JetStream component.</summary>
    public static IEnumerable<KeyValuePair<string, string>> BuiltInOf(string appId) =>
        Folder($"components/selfhosted-builtin/{appId}", appId, BuiltIn);

    private static IEnumerable<KeyValuePair<string, string>> Folder(string folder, string appId, Func<Consumer, string> pubSub)
    {
        if (ConsumerCatalogue.Shipped.Consumers.FirstOrDefault(consumer => consumer.AppId == appId) is { } consumer)
        {
            yield return new($"{folder}/pubsub.yaml", pubSub(consumer));
        }

        yield return new($"{folder}/statestore.yaml", ComponentFiles.Component("statestore", "state.sqlite",
            "Job records, leases and, for the orchestrator, daprd's workflow state. On a cluster: state.postgresql.",
            [
                ("connectionString", "${STATE_FILE}"), ("busyTimeout", "10s"),
                // Off by default; claims of idempotency keys and leases expire.
                ("cleanupInterval", "1h"), ("keyPrefix", "none"), ("actorStateStore", "true"),
            ]));
        yield return new($"{folder}/objectstore.yaml", ComponentFiles.S3(
            "Documents, pages and results in S3. Objects over the sidecar's body limit are written beside it."));
    }

    // A sign of life every third of ackWait: what a machine that is gone had in hand is elsewhere after the whole of it.
    private static string Pluggable(Consumer consumer) => ComponentFiles.Component("pubsub", "pubsub.jetstream-pull",
        "The JetStream component of services/JetstreamComponent, a process beside this daprd (platform/JetStream/README.md).",
        [
            ("natsURL", "${NATS_URL}"), ("token", "${NATS_TOKEN}"), ("name", consumer.AppId), ("durableName", consumer.Group),
            ("streamCatalog", ComponentFiles.StreamCatalog()), ("ackWait", "5s"), ("redeliveryDelay", "500ms"),
            ("maxRedeliveryDelay", "5s"),
        ]);

    // Without concurrency "single" daprd acknowledges before the app has answered. ackWait is also how long a message stays away
    // that was refused, be it that the app merely restarts: short, and work that is delivered a second time is recognised.
    // maxAckPending is how many messages one replica may hoard, and those that are away count: twice the replicas.
    private static string BuiltIn(Consumer consumer) => ComponentFiles.Component("pubsub", "pubsub.jetstream",
        "daprd's own JetStream component; docs/local-runtime.md says what the settings guard against.",
        [
            ("natsURL", "${NATS_URL}"), ("token", "${NATS_TOKEN}"), ("name", consumer.AppId), ("streamName", consumer.Stream),
            ("durableName", consumer.Group), ("queueGroupName", consumer.Group), ("concurrency", "single"), ("ackWait", "25s"),
            ("maxAckPending", "${MAX_ACK_PENDING}"), ("deliverPolicy", "all"), ("ackPolicy", "explicit"),
        ]);
}
