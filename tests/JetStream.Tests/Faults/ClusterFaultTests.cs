using DaprProcessing.JetStream;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

/// <summary>A stream with three replicas whose leader stands still.</summary>
public sealed class ClusterFaultTests
{
    private const int Messages = 100;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Leader_Paused_AnotherTakesOverAndNothingAcknowledgedIsLost()
    {
        await using var cluster = await NatsCluster.StartAsync();
        var leader = await MakeStreamAsync(cluster);
        // A client of the paused server itself would first have to miss its pongs.
        await using var pubSub = await ConnectAsync(cluster, cluster.Servers.Where(server => server != leader));
        var seen = new Deliveries();
        await pubSub.SubscribeAsync("work", seen.Handler(), ("maxInFlight", "8"));

        var number = 0;
        for (; number < Messages / 2; number++)
        {
            await pubSub.PublishAsync("work", $"{number}");
        }

        leader.Pause();
        for (; number < Messages; number++)
        {
            await pubSub.PublishAsync("work", $"{number}");
        }

        leader.Continue();
        await Eventually.Async(
            () => seen.Texts.Distinct().Count() == Messages + 1, Timeout, "every acknowledged message is delivered");
    }

    private static Task<JetStreamPubSub> ConnectAsync(NatsCluster cluster, IEnumerable<NatsServer> to) => TestPubSub.ConnectAsync(
        cluster.Servers[0], ("natsURL", string.Join(',', to.Select(server => server.Url))),
        ("replicas", "3"), ("streamRetention", "workqueue"), ("ackWait", "2s"), ("publishTimeout", "60s"));

    /// <summary>The server that leads the new stream.</summary>
    private static async Task<NatsServer> MakeStreamAsync(NatsCluster cluster)
    {
        await using (var pubSub = await ConnectAsync(cluster, cluster.Servers))
        {
            await pubSub.PublishAsync("work", "first");
        }

        await using var broker = new Broker(cluster.Servers[0]);
        var group = (await broker.FindStreamAsync("WORK"))!.Cluster!;
        Assert.Equal(2, group.Replicas!.Count);
        return cluster.Named(group.Leader!);
    }
}
