using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Components;
using DaprProcessing.JetStream;

namespace DaprProcessing.Local.Host.Streams;

/// <summary>
/// <c>streams</c>: creates the JetStream streams of the catalogue. daprd's own component looks streams up and never makes them.
/// </summary>
internal static class StreamsCommand
{
    public static IReadOnlyDictionary<string, string> Options { get; } =
        new Dictionary<string, string> { ["url"] = "nats://127.0.0.1:4222", ["token"] = "" };

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var properties = new Dictionary<string, string>
        {
            ["natsURL"] = options["url"],
            ["token"] = options["token"],
            ["streamCatalog"] = string.Join(
                '\n', ConsumerCatalogue.Shipped.StreamOfTopic.Select(entry => $"{entry.Value}: {entry.Key}")),
        };
        try
        {
            await using var broker = new JetStreamPubSub();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await broker.InitAsync(new ComponentMetadata(DaprNames.PubSub, "pubsub.jetstream", properties), patience.Token);
            await broker.EnsureStreamsAsync(patience.Token);
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
