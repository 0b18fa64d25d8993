using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DaprProcessing.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>
/// Messages that are lost, late, or there too often: the jobs' records are the truth, and messages only hurry them on.
/// </summary>
[Collection(FaultCollection.Name)]
public sealed class BrokerFaultTests(FaultFixture fixture)
{
    private static readonly byte[] Document = TestDocuments.Numbered(6, "Broken broker");

    [Fact]
    public async Task Broker_StandingStill_JobsAreAcceptedAndDoneAfterwards()
    {
        // What is expected is found out while all is well.
        await fixture.SubmitAsync(Document, "document", count: 0);
        fixture.Broker.Pause();
        JobBatch jobs;
        try
        {
            jobs = await fixture.SubmitAsync(Document, "document", count: 3);
            await Eventually.Async(
                async () => await HealthAsync() == ("unhealthy", "disconnected"), TimeSpan.FromSeconds(5),
                "a report of a broker that is away");
        }
        finally
        {
            fixture.Broker.Continue();
        }

        await jobs.AssertSucceededAsync();
        // A look is good for a second.
        await Eventually.Async(
            async () => await HealthAsync() == ("healthy", "connected"), TimeSpan.FromSeconds(60),
            "a report of a broker that is back");
    }

    private async Task<(string Status, string Nats)> HealthAsync()
    {
        using var service = new DocumentService(new DocumentServiceOptions { Endpoint = fixture.Platform.Http.BaseAddress! });
        var health = await service.GetHealthAsync();
        return (health.Status, health.Nats);
    }

    [Theory]
    [InlineData("streams")]
    [InlineData("consumers")]
    public async Task Broker_DeletedWhileAtWork_JobsAreDoneAllTheSame(string what)
    {
        var jobs = await fixture.SubmitAsync(Document, "document", count: 4);
        await using var connection = fixture.Broker.Connect();
        var jetStream = new NatsJSContext(connection);

        foreach (var consumer in ConsumerCatalogue.Shipped.Consumers)
        {
            var deleting = what == "streams"
                ? jetStream.DeleteStreamAsync(consumer.Stream)
                : jetStream.DeleteConsumerAsync(consumer.Stream, consumer.Group);
            Assert.True(await deleting);
        }

        await jobs.AssertSucceededAsync();
    }

    [Fact]
    public async Task Broker_BackFromAnOlderStore_JobsAreDoneAllTheSame()
    {
        var copy = fixture.NewFolder();
        var old = await fixture.SubmitAsync(Document, "document", count: 2);
        fixture.Broker.CopyStore(copy);
        var jobs = await fixture.SubmitAsync(Document, "document", count: 4);

        fixture.Broker.KillAndReplaceStore(copy);

        await jobs.AssertSucceededAsync();
        await old.AssertSucceededAsync();
    }

    [Fact]
    public async Task EveryMessage_TenTimesInAnyOrder_ChangesNothing()
    {
        await using var connection = fixture.Broker.Connect();
        await connection.ConnectAsync();
        await using (var echo = new Echo(connection, copies: 9))
        {
            await (await fixture.SubmitAsync(Document, "document", count: 3)).AssertSucceededAsync();
            var again = await fixture.SubmitAsync(Document, "pdf.docling", count: 3);
            await again.AssertSucceededAsync();
            Assert.True(echo.Heard > 20, $"{echo.Heard} messages");
        }

        await fixture.AssertNothingWaitsAsync();
    }

    /// <summary>Publishes each message that it hears several times more, each time a little later.</summary>
    private sealed class Echo : IAsyncDisposable
    {
        private const string Mark = "Echo";
        private static readonly TimeSpan Latest = TimeSpan.FromSeconds(2);

        private readonly NatsConnection _connection;
        private readonly int _copies;
        private readonly CancellationTokenSource _stopping = new();
        private readonly List<Task> _ears = [];
        private readonly ConcurrentDictionary<string, bool> _known = new();
        private int _heard;

        public Echo(NatsConnection connection, int copies)
        {
            (_connection, _copies) = (connection, copies);
            _ears.AddRange(ConsumerCatalogue.Shipped.Consumers.Select(consumer => ListenAsync(consumer.Topic)));
        }

        public int Heard => Volatile.Read(ref _heard);

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await Task.WhenAll(_ears);
            _stopping.Dispose();
        }

        private async Task ListenAsync(string topic)
        {
            var echoes = new List<Task>();
            try
            {
                await foreach (var message in _connection.SubscribeAsync<byte[]>(topic, cancellationToken: _stopping.Token))
                {
                    // What a repeated message leads to is the same again: ten times at each step would be ten thousand times at
                    // the last.
                    if (message.Headers?.ContainsKey(Mark) != true && _known.TryAdd($"{topic} {WorkOf(message.Data)}", true))
                    {
                        Interlocked.Increment(ref _heard);
                        echoes.AddRange(Enumerable.Range(0, _copies).Select(_ => RepeatAsync(message)));
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The test has seen enough.
            }

            await Task.WhenAll(echoes);
        }

        /// <summary>The work that is asked for or told of; of what is about no job, the message.</summary>
        private static string WorkOf(byte[]? message)
        {
            var data = JsonNode.Parse(message)?["data"];
            return data is JsonObject && data["header"]?["job"] is { } job
                ? $"{job} {data["kind"]} {data["workId"] ?? data["chunkId"]} {data["dispatch"]}" : $"{data}";
        }

        private async Task RepeatAsync(NatsMsg<byte[]> message)
        {
            await Task.Delay(Random.Shared.Next((int)Latest.TotalMilliseconds));
            await _connection.PublishAsync(message.Subject, message.Data, new NatsHeaders { [Mark] = "1" });
        }
    }
}
