using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// The Dapr component files. <c>components/local</c>: one machine, the local runtime. <c>components/selfhosted</c>: a folder for
/// each service, since daprd refuses two components of one name in a folder and its JetStream component serves one durable.
/// </summary>
internal static class ComponentFiles
{
    private const string Header = "# Written by `make catalogue`.\n";

    public static IEnumerable<KeyValuePair<string, string>> Local() =>
    [
        new("components/local/pubsub.yaml", Component("pubsub", "pubsub.jetstream",
            "The message broker of one machine: the nats-server that the platform starts for itself.",
            [("natsURL", "${NATS_URL}"), ("streamCatalog", StreamCatalog()), ("ackWait", "30s"),
                ("streamMaxBytes", "${STREAM_MAX_BYTES}")])),
        new("components/local/statestore.yaml", Component("statestore", "state.sqlite",
            "Job records, leases, idempotency keys. All services share the keys: the gateway reads what the orchestrator writes.",
            [("connectionString", "${STATE_FILE}"), ("keyPrefix", "none")])),
        new("components/local/objectstore.yaml", Component("objectstore", "bindings.localstorage",
            "Documents, pages and results, as files.", [("rootPath", "${OBJECT_FOLDER}")])),
    ];

    public static IEnumerable<KeyValuePair<string, string>> SelfHosted(string appId)
    {
        var folder = $"components/selfhosted/{appId}";
        if (ConsumerCatalogue.Shipped.Consumers.FirstOrDefault(consumer => consumer.AppId == appId) is { } consumer)
        {
            yield return new($"{folder}/pubsub.yaml", JetStream(consumer));
        }

        yield return new($"{folder}/statestore.yaml", Component("statestore", "state.sqlite",
            "Job records, leases and, for the orchestrator, daprd's workflow state. On a cluster: state.postgresql.",
            [
                ("connectionString", "${STATE_FILE}"), ("busyTimeout", "10s"),
                // Off by default; claims of idempotency keys and leases expire.
                ("cleanupInterval", "1h"), ("keyPrefix", "none"), ("actorStateStore", "true"),
            ]));
        yield return new($"{folder}/objectstore.yaml", Component("objectstore", "bindings.aws.s3",
            "Documents, pages and results in S3. Objects over the sidecar's body limit are written beside it.",
            [
                ("bucket", "${S3_BUCKET}"), ("endpoint", "${S3_ENDPOINT}"), ("region", "${S3_REGION}"),
                ("accessKey", "${S3_ACCESS_KEY}"), ("secretKey", "${S3_SECRET_KEY}"), ("forcePathStyle", "true"),
            ]));
    }

    // Without concurrency "single" daprd acknowledges before the app has answered. ackWait is also how long a message stays away
    // that was refused, be it that the app merely restarts: short, and work that is delivered a second time is recognised.
    // maxAckPending is how many messages one replica may hoard.
    private static string JetStream(Consumer consumer) => Component("pubsub", "pubsub.jetstream",
        "daprd's own JetStream component; docs/local-runtime.md says what the settings guard against.",
        [
            ("natsURL", "${NATS_URL}"), ("name", consumer.AppId), ("streamName", consumer.Stream),
            ("durableName", consumer.Group),
            ("queueGroupName", consumer.Group), ("concurrency", "single"), ("ackWait", "25s"), ("maxAckPending", "4"),
            ("deliverPolicy", "all"), ("ackPolicy", "explicit"),
        ]);

    private static string StreamCatalog() =>
        "|\n" + string.Concat(ConsumerCatalogue.Shipped.StreamOfTopic.OrderBy(entry => entry.Value, StringComparer.Ordinal)
            .Select(entry => $"        {entry.Value}: {entry.Key}\n"));

    // Everything starts at once, and the machine may be slow: hence the time-out.
    private static string Component(
        string name, string type, string purpose, IEnumerable<(string Name, string Value)> metadata) => $"""
        {Header}# {purpose}
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
        spec:
          type: {type}
          version: v1
          initTimeout: 30s
          metadata:
        {string.Join('\n', metadata.Select(item => Item(item.Name, item.Value)))}

        """;

    private static string Item(string name, string value) => value switch
    {
        ['$', '{', .. var variable, '}'] => $"    - name: {name}\n      envRef: {variable}",
        ['|', ..] => $"    - name: {name}\n      value: {value.TrimEnd()}",
        _ => $"    - name: {name}\n      value: \"{value}\"",
    };
}
