using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// How a Dapr component file is written, and those of <c>components/local</c> (one machine) and
/// <c>components/shared</c> (several hosts), both for the local runtime.
/// </summary>
internal static class ComponentFiles
{
    private const string Header = "# Written by `make catalogue`.\n";

    public static IEnumerable<KeyValuePair<string, string>> Local() =>
    [
        new("components/local/pubsub.yaml", Component("pubsub", "pubsub.jetstream",
            "The message broker of one machine: the nats-server that the platform starts for itself.",
            [("natsURL", "${NATS_URL}"), ("streamCatalog", StreamCatalog()), ("ackWait", "30s"),
                ("redeliveryDelay", "1s"), ("maxRedeliveryDelay", "30s"), ("streamMaxBytes", "${STREAM_MAX_BYTES}")])),
        new("components/local/statestore.yaml", Component("statestore", "state.sqlite",
            "Job records, leases, idempotency keys. All services share the keys: the gateway reads what the orchestrator writes.",
            [("connectionString", "${STATE_FILE}"), ("keyPrefix", "none")])),
        new("components/local/objectstore.yaml", Component("objectstore", "bindings.localstorage",
            "Documents, pages and results, as files.", [("rootPath", "${OBJECT_FOLDER}")])),
    ];

    // A sign of life every third of ackWait: what a host that is cut off had in hand is elsewhere after the whole of it.
    public static IEnumerable<KeyValuePair<string, string>> Shared() =>
    [
        new("components/shared/pubsub.yaml", Component("pubsub", "pubsub.jetstream",
            "The message broker that several hosts share.",
            [("natsURL", "${NATS_URL}"), ("token", "${NATS_TOKEN}"), ("streamCatalog", StreamCatalog()), ("ackWait", "5s"),
                ("redeliveryDelay", "500ms"), ("maxRedeliveryDelay", "5s"), ("streamMaxBytes", "${STREAM_MAX_BYTES}"),
                ("replicas", "${STREAM_REPLICAS}")])),
        new("components/shared/statestore.yaml", Component("statestore", "state.postgresql",
            "Job records, leases, idempotency keys: one database for all hosts.",
            [("connectionString", "${STATE_CONNECTION}"), ("keyPrefix", "none")])),
        new("components/shared/objectstore.yaml", S3("Documents, pages and results in S3.")),
    ];

    public static string S3(string purpose) => Component("objectstore", "bindings.aws.s3", purpose,
    [
        ("bucket", "${S3_BUCKET}"), ("endpoint", "${S3_ENDPOINT}"), ("region", "${S3_REGION}"),
        ("accessKey", "${S3_ACCESS_KEY}"), ("secretKey", "${S3_SECRET_KEY}"), ("forcePathStyle", "true"),
    ]);

    public static string StreamCatalog() => "|\n" + string.Concat(ConsumerCatalogue.Shipped.Streams.Select(
        stream => $"        {stream.Key}: {string.Join(", ", stream.Value)}\n"));

    // Everything starts at once, and the machine may be slow: hence the time-out.
    public static string Component(
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
