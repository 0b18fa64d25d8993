using System.Diagnostics;
using System.Text.RegularExpressions;
using DaprProcessing.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.EndToEnd;

/// <summary>
/// <c>eng/run-dapr.sh --broker builtin</c> with the files it ships, whose component hands nothing back: what a worker had in hand
/// comes to another one by the broker's clock.
/// </summary>
public sealed partial class BuiltInHandOverTests(S3Server s3) : IClassFixture<S3Server>
{
    private const string Stage = "png-to-text";
    private const int Replicas = 2;
    private static readonly TimeSpan Shipped = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly byte[] Scan = TestDocuments.Sample("scan-multipage.tiff");

    [Fact]
    public async Task Pair_KilledOrStandingStillAtWork_ItsMessageIsElsewhereAfterOneAckWait()
    {
        using var dapr = new DaprInstallation();
        await using var platform = DaprScript.Start(
            dapr, s3, await s3.CreateBucketAsync(), options: ["--broker", "builtin", "--replicas", $"{Stage}={Replicas}"]);
        await platform.WaitUntilReadyAsync();
        await using var connection = new NatsConnection(new NatsOpts { Url = platform.BrokerUrl });

        var afterTheKill = await HandOverAsync(platform, connection, Signals.Kill);
        IReadOnlyList<int> standing = [];
        var afterTheStop = await HandOverAsync(platform, connection, pair => Signals.Stop(standing = pair));
        // It has had its message taken from it, and works on it to the end all the same.
        Signals.Continue(standing);

        Assert.Equal(Shipped, (await ConsumerAsync(connection)).Config.AckWait);
        // A dead worker's lease that outlived it would have the message refused, and away for one more.
        Assert.True(new WorkerOptions().Lease < Shipped);
        Assert.All([afterTheKill, afterTheStop], took => Assert.InRange(took, Shipped / 2, Shipped * 1.8));
        await Eventually.Async(
            async () => await ConsumerAsync(connection) is { NumPending: 0, NumAckPending: 0 }, Patience, "nothing waits");
        var done = Done().Matches(platform.Log).Select(match => match.Groups["work"].Value).ToList();
        Assert.NotEmpty(done);
        Assert.Equal(done.Distinct(), done);
    }

    /// <returns>How long after its worker's end a message was delivered again.</returns>
    private static async Task<TimeSpan> HandOverAsync(
        DaprScript platform, NatsConnection connection, Action<IReadOnlyList<int>> end)
    {
        // It may have been between two messages: then there is nothing to hand over.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var before = Redelivered(await ConsumerAsync(connection));
            var jobs = await Task.WhenAll(Enumerable.Range(0, Replicas).Select(
                number => platform.Jobs.SubmitAsync(Scan, options: $$"""{"ocrDpi":{{150 + number}}}""")));
            await Eventually.Async(
                async () => (await ConsumerAsync(connection)).NumAckPending == Replicas, Patience, "each replica has work");

            end(platform.OnePair(Stage));
            var since = Stopwatch.StartNew();
            TimeSpan? took = null;
            await Eventually.Async(
                async () =>
                {
                    var consumer = await ConsumerAsync(connection);
                    took = Redelivered(consumer) > before ? since.Elapsed : null;
                    return took is not null || consumer is { NumPending: 0, NumAckPending: 0 };
                },
                Patience, $"the work is in other hands\n{platform.Log}");

            foreach (var job in jobs)
            {
                Assert.Equal(JobStatus.Succeeded, (await platform.Jobs.EndOfAsync(job)).Status);
            }

            if (took is { } handedOver)
            {
                return handedOver;
            }
        }

        throw new InvalidOperationException($"no replica was met at work\n{platform.Log}");
    }

    private static async Task<ConsumerInfo> ConsumerAsync(NatsConnection connection)
    {
        var stage = ConsumerCatalogue.Shipped.Consumers.Single(consumer => consumer.AppId == Stage);
        return (await new NatsJSContext(connection).GetConsumerAsync(stage.Stream, stage.Group)).Info;
    }

    private static ulong Redelivered(ConsumerInfo consumer) => consumer.Delivered.ConsumerSeq - consumer.Delivered.StreamSeq;

    [GeneratedRegex("png-to-text (?<work>[^ ]+ [^ ]+): [0-9]+ pages in ")]
    private static partial Regex Done();
}
