using System.Collections.Concurrent;
using System.Diagnostics;
using Dapr.Client;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Bench.Platform;

/// <summary>A build's runtime over a broker of its own, with a publisher and a subscriber of this process.</summary>
internal sealed class DeliverySide : IAsyncDisposable
{
    private const string PubSub = "pubsub";
    private const string Topic = "ticks";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, long> _arrived = new();
    private readonly NatsServer _broker;
    private readonly WebApplication _subscriber;
    private readonly RuntimeProcess _runtime;
    private readonly DaprClient _client;
    private int _number;

    private DeliverySide(NatsServer broker, WebApplication subscriber, RuntimeProcess runtime)
    {
        (_broker, _subscriber, _runtime) = (broker, subscriber, runtime);
        _client = new DaprClientBuilder().UseHttpEndpoint($"{runtime.HttpEndpoint}").UseGrpcEndpoint($"{runtime.GrpcEndpoint}")
            .Build();
        subscriber.UseCloudEvents();
        subscriber.MapSubscribeHandler();
        subscriber.MapPost("/ticks", (Tick tick) =>
        {
            _arrived.TryAdd(tick.Number, Stopwatch.GetTimestamp());
            return Results.Ok();
        }).WithTopic(PubSub, Topic);
    }

    public int ProcessId => _runtime.ProcessId;

    public static async Task<DeliverySide> StartAsync(string programFolder, CancellationToken cancellationToken)
    {
        var broker = await NatsServer.StartAsync();
        var appPort = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{appPort}");
        var subscriber = builder.Build();
        var side = new DeliverySide(
            broker, subscriber, await RuntimeProcess.StartAsync(Component(broker.Url), appPort, programFolder));
        await subscriber.StartAsync(cancellationToken);
        // The first message waits for the subscription; it says nothing about delivery.
        await side.DeliverAsync(cancellationToken);
        return side;
    }

    /// <summary>One message, from its publishing to its handler.</summary>
    public async Task<TimeSpan> DeliverAsync(CancellationToken cancellationToken)
    {
        var tick = new Tick(Interlocked.Increment(ref _number));
        var publishedAt = Stopwatch.GetTimestamp();
        await _client.PublishEventAsync(PubSub, Topic, tick, cancellationToken);
        await AwaitAsync(() => _arrived.ContainsKey(tick.Number), $"message {tick.Number}");
        return Stopwatch.GetElapsedTime(publishedAt, _arrived[tick.Number]);
    }

    /// <summary>Many messages of 32 publishers, until the last is handled.</summary>
    public Task<TimeSpan> BurstAsync(int messages, CancellationToken cancellationToken)
    {
        var first = _number + 1;
        _number += messages;
        return Timing.OnceAsync(async () =>
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(first, messages),
                new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },
                async (number, token) => await _client.PublishEventAsync(PubSub, Topic, new Tick(number), token));
            await AwaitAsync(() => _arrived.Count >= first + messages - 1, $"all {messages} messages");
        });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _runtime.DisposeAsync();
        await _subscriber.DisposeAsync();
        await _broker.DisposeAsync();
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
          name: {PubSub}
        spec:
          type: pubsub.jetstream
          version: v1
          metadata:
            - name: natsURL
              value: {url}
            - name: streamCatalog
              value: "BENCH: {Topic}"
            - name: durableName
              value: bench
        """;

    private sealed record Tick(int Number);
}
