using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Components;
using DaprProcessing.JetStream;

namespace DaprProcessing.Local.Host.Streams;

/// <summary>
/// <c>streams</c>: creates the JetStream streams of the catalogue, which daprd's own component looks up and never makes, and with
/// <c>--consumers true</c> the consumers of our own, by which an autoscaler starts the first replica.
/// </summary>
internal static class StreamsCommand
{
    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        ["url"] = Environment.GetEnvironmentVariable("NATS_URL") ?? "nats://127.0.0.1:4222",
        ["token"] = Environment.GetEnvironmentVariable("NATS_TOKEN") ?? "",
        ["credentials"] = Environment.GetEnvironmentVariable("NATS_CREDENTIALS") ?? "",
        ["seed-key"] = Environment.GetEnvironmentVariable("NATS_SEED_KEY") ?? "",
        ["ca"] = Environment.GetEnvironmentVariable("NATS_CA") ?? "",
        ["replicas"] = "1",
        ["max-bytes"] = "256Mi",
        ["consumers"] = "false",
        ["ack-wait"] = "25s",
    };

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var properties = new Dictionary<string, string>
        {
            ["natsURL"] = options["url"],
            ["token"] = options["token"],
            ["credentials"] = options["credentials"],
            ["seedKey"] = options["seed-key"],
            ["tls_ca"] = options["ca"],
            ["replicas"] = options["replicas"],
            ["streamMaxBytes"] = options["max-bytes"],
            ["ackWait"] = options["ack-wait"],
            ["streamCatalog"] = string.Join(
                '\n', ConsumerCatalogue.Shipped.Streams.Select(stream => $"{stream.Key}: {string.Join(", ", stream.Value)}")),
        };
        try
        {
            await using var broker = new JetStreamPubSub();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await broker.InitAsync(new ComponentMetadata(DaprNames.PubSub, "pubsub.jetstream", properties), patience.Token);
            await broker.EnsureStreamsAsync(patience.Token);
            if (options["consumers"] == "true")
            {
                await broker.EnsureConsumersAsync(
                    ConsumerCatalogue.Shipped.Consumers.Select(consumer => new SubscribeRequest(
                        consumer.Topic, consumer.AppId, consumer.SubscriptionMetadata(maxInFlight: 1))), patience.Token);
            }

            Console.WriteLine($"streams: {string.Join(", ", ConsumerCatalogue.Shipped.StreamOfTopic.Values.Distinct().Order())}");
            return 0;
        }
        catch (Exception error) when (error is ComponentException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"dapr-processing: {error.Message}");
            return 1;
        }
    }
}
