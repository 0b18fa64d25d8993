using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.Local.JetStream.Client;
using DaprProcessing.TestKit;

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
        }
        finally
        {
            fixture.Broker.Continue();
        }

        await jobs.AssertSucceededAsync();
    }

    [Theory]
    [InlineData("streams")]
    [InlineData("consumers")]
    public async Task Broker_DeletedWhileAtWork_JobsAreDoneAllTheSame(string what)
    {
        var jobs = await fixture.SubmitAsync(Document, "document", count: 4);
        await using var connection = fixture.Broker.Connect();
        var jetStream = new JetStreamClient(connection);

        foreach (var consumer in ConsumerCatalogue.All)
        {
            await (what == "streams" ? jetStream.DeleteStreamAsync(consumer.Stream) : jetStream.DeleteConsumerAsync(
                consumer.Stream, consumer.Group));
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

        await fixture.Broker.KillAndReplaceStoreAsync(copy);

        await jobs.AssertSucceededAsync();
        await old.AssertSucceededAsync();
    }

    [Fact]
    public async Task EveryMessage_TenTimesInAnyOrder_ChangesNothing()
    {
        await using var connection = fixture.Broker.Connect();
        await connection.WaitConnectedAsync(CancellationToken.None);
        await using (var echo = new Echo(connection, copies: 9))
        {
            await (await fixture.SubmitAsync(Document, "document", count: 3)).AssertSucceededAsync();
            var again = await fixture.SubmitAsync(Document, "pdf.docling", count: 3);
            await again.AssertSucceededAsync();
            Assert.True(echo.Heard > 20, $"{echo.Heard} messages");
        }

        await fixture.AssertNothingWaitsAsync();
    }

    /// <summary>Publishes what it hears several times more, each time a little later.</summary>
    private sealed class Echo : IAsyncDisposable
    {
        private const string Mark = "Echo";
        private static readonly TimeSpan Latest = TimeSpan.FromSeconds(2);

        private readonly NatsConnection _connection;
        private readonly int _copies;
        private readonly List<(NatsSubscription Subscription, Task Listening)> _ears = [];
        private int _heard;

        public Echo(NatsConnection connection, int copies)
        {
            (_connection, _copies) = (connection, copies);
            foreach (var consumer in ConsumerCatalogue.All)
            {
                var subscription = connection.Subscribe(consumer.Topic);
                _ears.Add((subscription, ListenAsync(subscription)));
            }
        }

        public int Heard => Volatile.Read(ref _heard);

        public async ValueTask DisposeAsync()
        {
            foreach (var (subscription, _) in _ears)
            {
                await subscription.DisposeAsync();
            }

            await Task.WhenAll(_ears.Select(ear => ear.Listening));
        }

        private async Task ListenAsync(NatsSubscription subscription)
        {
            var echoes = new List<Task>();
            await foreach (var message in subscription.ReadAllAsync())
            {
                if (message.Headers?[Mark] is null)
                {
                    Interlocked.Increment(ref _heard);
                    echoes.AddRange(Enumerable.Range(0, _copies).Select(_ => RepeatAsync(message)));
                }
            }

            await Task.WhenAll(echoes);
        }

        private async Task RepeatAsync(NatsMessage message)
        {
            await Task.Delay(Random.Shared.Next((int)Latest.TotalMilliseconds));
            await _connection.PublishAsync(message.Subject, message.Data, headers: new NatsHeaders { { Mark, "1" } });
        }
    }
}
