using DaprProcessing.JetStream;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream.Tests;

/// <summary>A stream that counts messages which its server cannot read, as after a loss of power.</summary>
public sealed class UnreadableMessagesTests : IAsyncLifetime
{
    private NatsServer _server = null!;
    private JetStreamPubSub _pubSub = null!;
    private Broker _broker = null!;

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync();
        _pubSub = await TestPubSub.ConnectAsync(_server, ("streamRetention", "workqueue"));
        _broker = new Broker(_server);
        await _pubSub.PublishAsync("work", "1");
    }

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _pubSub.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Messages_ThatCannotBeRead_MakeRoomForNewOnes()
    {
        _server.LoseMessages("WORK");
        // What it has in memory the server gives for a few seconds more.
        await Eventually.Async(async () => !await CanReadAsync(1), TestPubSub.Timeout, "the message is lost");
        Assert.Equal(1, await CountAsync());

        await PurgeAsync();

        Assert.Equal(0, await CountAsync());
        var seen = new Deliveries();
        await _pubSub.SubscribeAsync("work", seen.Handler());
        await _pubSub.PublishAsync("work", "2");
        await Eventually.Async(() => seen.Count == 1, TestPubSub.Timeout, "the new one is delivered");
    }

    [Fact]
    public async Task Messages_ThatOnlyWait_AreKept()
    {
        await PurgeAsync();

        Assert.Equal(1, await CountAsync());
    }

    private async Task PurgeAsync()
    {
        await using var connection = new BrokerConnection(
            BrokerOptions.For(BrokerEndpoint.ParseList(_server.Url)), "$JS.API", NullLogger.Instance);
        await new UnreadableMessages(connection, NullLogger.Instance).PurgeAsync("WORK", CancellationToken.None);
    }

    private async Task<long> CountAsync() => (await _broker.FindStreamAsync("WORK"))!.State.Messages;

    private async Task<bool> CanReadAsync(ulong number)
    {
        try
        {
            var stream = await _broker.JetStream.GetStreamAsync("WORK");
            await stream.GetAsync(new StreamMsgGetRequest { Seq = number });
            return true;
        }
        catch (NatsJSApiException absent) when (absent.Error.Code == 404)
        {
            return false;
        }
    }
}
