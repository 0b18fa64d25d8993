using System.Diagnostics;
using DaprProcessing.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.TestKit;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>The broker's queue of a stage of <c>eng/run-dapr.sh</c>, and how what is in it changes hands.</summary>
public sealed class StageQueue(DaprScript platform, string stage) : IAsyncDisposable
{
    private const int NotFound = 404;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly NatsConnection _connection = new(new NatsOpts { Url = platform.BrokerUrl });

    /// <summary>As it is now. A platform may be ready before the sidecar of the stage has subscribed, which makes the
    /// queue.</summary>
    public async Task<ConsumerInfo> LookAsync()
    {
        var consumer = ConsumerCatalogue.Shipped.Stage(stage);
        ConsumerInfo? found = null;
        await Eventually.Async(
            async () =>
            {
                try
                {
                    found = (await new NatsJSContext(_connection).GetConsumerAsync(consumer.Stream, consumer.Group)).Info;
                }
                catch (NatsJSException notYet) when (
                    notYet is NatsJSApiNoResponseException or NatsJSApiException { Error.Code: NotFound })
                {
                    // Nor does a broker that has much to do answer every question.
                }

                return found is not null;
            },
            Patience, $"{stage} has a queue");
        return found!;
    }

    /// <summary>Returns once so many messages are in the hands of replicas.</summary>
    public Task AtWorkAsync(int messages) => Eventually.Async(
        async () => (await LookAsync()).NumAckPending >= messages, Patience, $"{stage} has {messages} messages in hand");

    /// <summary>Returns once nothing waits and nobody has anything in hand.</summary>
    public Task EmptyAsync() => Eventually.Async(
        async () => await LookAsync() is { NumPending: 0, NumAckPending: 0 }, Patience, "nothing waits");

    /// <summary>
    /// Gives each replica a document, ends one of them with its daprd at work, and sees every job succeed.
    /// </summary>
    /// <exception cref="InvalidOperationException">No replica could be met at work.</exception>
    public async Task<HandOver> HandOverAsync(byte[] scan, int replicas, Action<IReadOnlyList<int>> end)
    {
        // It may have been between two messages, or the other had both: then there is nothing to hand over.
        for (var attempt = 0; attempt < 6; attempt++)
        {
            if (await TryHandOverAsync(scan, replicas, end, attempt) is { } handedOver)
            {
                return handedOver;
            }
        }

        throw new InvalidOperationException($"no replica was met at work\n{platform.LogEnds}");
    }

    /// <inheritdoc cref="HandOverAsync"/>
    /// <param name="turn">Which replica it is that ends.</param>
    /// <returns>Null where none was.</returns>
    public async Task<HandOver?> TryHandOverAsync(byte[] scan, int replicas, Action<IReadOnlyList<int>> end, int turn = 0)
    {
        var before = Redelivered(await LookAsync());
        var sinceSubmitted = Stopwatch.StartNew();
        var jobs = await Task.WhenAll(Enumerable.Range(0, replicas).Select(
            number => platform.Jobs.SubmitAsync(scan, options: $$"""{"ocrDpi":{{150 + number}}}""")));
        await AtWorkAsync(replicas);

        end(platform.OnePair(stage, turn));
        var sinceEnded = Stopwatch.StartNew();
        HandOver? took = null;
        await Eventually.Async(
            async () =>
            {
                var consumer = await LookAsync();
                took = Redelivered(consumer) > before ? new HandOver(sinceEnded.Elapsed, sinceSubmitted.Elapsed) : null;
                return took is not null || consumer is { NumPending: 0, NumAckPending: 0 };
            },
            Patience, $"the work is in other hands\n{platform.LogEnds}");

        foreach (var job in jobs)
        {
            Assert.Equal(JobStatus.Succeeded, (await platform.Jobs.EndOfAsync(job)).Status);
        }

        return took;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static ulong Redelivered(ConsumerInfo consumer) => consumer.Delivered.ConsumerSeq - consumer.Delivered.StreamSeq;
}
