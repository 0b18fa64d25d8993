using System.Text;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

/// <summary>What was in a message that is done is not to be found in the server's files.</summary>
public sealed class EmptiedStreamsTests : IAsyncLifetime
{
    private const string Mark = "wz3amberlantern";

    // A consumer with nothing to do asks again every half a minute.
    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(1);

    private NatsServer _server = null!;
    private JetStreamPubSub _pubSub = null!;
    private Broker _broker = null!;

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync();
        _pubSub = await TestPubSub.ConnectAsync(_server, ("streamRetention", "workqueue"));
        _broker = new Broker(_server);
    }

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _pubSub.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Message_ThatIsDone_IsInNoFileSoonAfter()
    {
        await _pubSub.PublishAsync("work", Mark);
        await Eventually.Async(() => _server.IsStored(Encoding.UTF8.GetBytes(Mark)), TestPubSub.Timeout, "it is in a file");
        var seen = new Deliveries();
        await _pubSub.SubscribeAsync("work", seen.Handler());

        await Eventually.Async(() => !_server.IsStored(Encoding.UTF8.GetBytes(Mark)), Promised, "it is in no file");

        await _pubSub.PublishAsync("work", "next");
        await Eventually.Async(() => seen.Count == 2, TestPubSub.Timeout, "the next one is delivered");
        Assert.Equal(2UL, (await _broker.FindStreamAsync("WORK"))!.State.LastSeq);
    }
}
