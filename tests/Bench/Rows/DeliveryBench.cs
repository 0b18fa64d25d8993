using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dapr.Client;
using DaprProcessing.Bench.Platform;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Bench.Rows;

/// <summary>From the publish call of one app to the handler of a subscriber, over the runtime and a real JetStream.</summary>
internal sealed class DeliveryBench : IBench
{
    private const int SingleMessages = 300;
    private const int BurstMessages = 5_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Name => "delivery";

    public async IAsyncEnumerable<Row> RunAsync(Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var arrived = new ConcurrentDictionary<int, long>();
        await using var broker = await NatsServer.StartAsync();
        var appPort = FreePort.Next();
        await using var app = BuildSubscriber(appPort, arrived);
        await app.StartAsync(cancellationToken);
        await using var runtime = await RuntimeProcess.StartAsync(appPort, new Dictionary<string, string> { ["pubsub.yaml"] = Component(broker.Url) }, cancellationToken);
        using var client = new DaprClientBuilder()
            .UseHttpEndpoint(runtime.Configuration["DAPR_HTTP_ENDPOINT"]!).UseGrpcEndpoint(runtime.Configuration["DAPR_GRPC_ENDPOINT"]!).Build();

        // The first message waits for the subscription; it says nothing about delivery.
        await DeliverAsync(client, arrived, -1, cancellationToken);
        var latencies = new List<TimeSpan>();
        for (var number = 0; number < SingleMessages; number++)
        {
            latencies.Add(await DeliverAsync(client, arrived, number, cancellationToken));
        }

        yield return new Row("publish to handler, one at a time, p50", Timing.Percentile(latencies, 0.5).TotalMilliseconds, "ms", HigherIsBetter: false, Note: "stored in JetStream on the way");
        yield return new Row("publish to handler, one at a time, p95", Timing.Percentile(latencies, 0.95).TotalMilliseconds, "ms", HigherIsBetter: false);

        var burst = await Timing.OnceAsync(async () =>
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(SingleMessages, BurstMessages),
                new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },
                async (number, token) => await client.PublishEventAsync("pubsub", "ticks", new Tick(number), token));
            await AwaitAsync(() => arrived.Count >= SingleMessages + BurstMessages + 1, $"all {BurstMessages} messages");
        });
        yield return new Row("publish to handler, 32 publishers", BurstMessages / burst.TotalSeconds, "messages/s");
        await app.StopAsync(cancellationToken);
    }

    private static WebApplication BuildSubscriber(int port, ConcurrentDictionary<int, long> arrived)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.UseCloudEvents();
        app.MapSubscribeHandler();
        app.MapPost("/ticks", (Tick tick) =>
        {
            arrived.TryAdd(tick.Number, Stopwatch.GetTimestamp());
            return Results.Ok();
        }).WithTopic("pubsub", "ticks");
        return app;
    }

    private static async Task<TimeSpan> DeliverAsync(DaprClient client, ConcurrentDictionary<int, long> arrived, int number, CancellationToken cancellationToken)
    {
        var publishedAt = Stopwatch.GetTimestamp();
        await client.PublishEventAsync("pubsub", "ticks", new Tick(number), cancellationToken);
        await AwaitAsync(() => arrived.ContainsKey(number), $"message {number}");
        return Stopwatch.GetElapsedTime(publishedAt, arrived[number]);
    }

    private static async Task AwaitAsync(Func<bool> condition, string what)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(startedAt) > Limit)
            {
                throw new InvalidOperationException($"Not delivered within {Limit.TotalSeconds} s: {what}");
            }

            await Task.Delay(1);
        }
    }

    private static string Component(string url) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:
          type: pubsub.jetstream
          version: v1
          metadata:
            - name: natsURL
              value: {url}
            - name: streamCatalog
              value: "BENCH: ticks"
            - name: durableName
              value: bench
        """;

    private sealed record Tick(int Number);
}
