using System.Collections.Concurrent;
using DaprProcessing.Components;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

/// <summary>A server that has no room left, for all streams or for one.</summary>
public sealed class DiskFaultTests
{
    [Fact]
    public async Task Publish_DiskFull_FailsAndLosesNothingAcknowledged()
    {
        await using var server = await NatsServer.StartAsync(diskBytes: 8 << 20);
        await using var pubSub = await TestPubSub.ConnectAsync(server, ("publishTimeout", "1s"), ("streamMaxBytes", "4Mi"));
        var acknowledged = new List<string>();
        await PublishUntilRefusedAsync(pubSub, acknowledged, atMost: 50);

        server.Disk!.Fill();
        await PublishUntilRefusedAsync(pubSub, acknowledged, atMost: 1000);
        var beforeRoom = acknowledged.Count;
        server.Disk.MakeRoom();
        // What writes nothing more once its disk was full, older servers among them, has to be started again.
        server.Kill();
        await server.RestartAsync();

        await Eventually.Async(
            async () => await TryPublishAsync(pubSub, acknowledged), TestPubSub.Timeout, "messages are taken again");
        Assert.InRange(beforeRoom, 50, 1000);
        await AssertAllThereAsync(pubSub, acknowledged);
    }

    [Fact]
    public async Task Publish_StreamFull_FailsUntilWorkIsDoneAndLosesNothing()
    {
        await using var server = await NatsServer.StartAsync();
        await using var pubSub = await TestPubSub.ConnectAsync(
            server, ("streamRetention", "workqueue"), ("streamMaxBytes", "64Ki"));
        var acknowledged = new List<string>();

        await PublishUntilRefusedAsync(pubSub, acknowledged, atMost: 1000);

        Assert.InRange(acknowledged.Count, 1, 999);
        await AssertAllThereAsync(pubSub, acknowledged);
        await Eventually.Async(
            async () => await TryPublishAsync(pubSub, acknowledged), TestPubSub.Timeout, "done work makes room");
    }

    private static async Task PublishUntilRefusedAsync(IPubSub pubSub, List<string> acknowledged, int atMost)
    {
        for (var count = 0; count < atMost && await TryPublishAsync(pubSub, acknowledged); count++)
        {
        }
    }

    private static async Task<bool> TryPublishAsync(IPubSub pubSub, List<string> acknowledged)
    {
        var text = Guid.NewGuid().ToString().PadRight(2000, 'x');
        try
        {
            await pubSub.PublishAsync("work", text);
        }
        catch (ComponentException full) when (full.Kind == ComponentErrorKind.Unavailable)
        {
            return false;
        }

        acknowledged.Add(text);
        return true;
    }

    private static async Task AssertAllThereAsync(IPubSub pubSub, List<string> acknowledged)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        await pubSub.SubscribeAsync("work", (delivery, _) =>
        {
            seen[delivery.Text()] = true;
            return Task.FromResult(DeliveryOutcome.Ack);
        });
        await Eventually.Async(
            () => acknowledged.All(seen.ContainsKey), TestPubSub.Timeout, "every acknowledged message is delivered");
    }
}
