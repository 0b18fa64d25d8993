using System.Text.RegularExpressions;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;

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
    private static readonly byte[] Scan = TestDocuments.Sample("scan-multipage.tiff");

    [SlowFact]
    public async Task Pair_KilledOrStandingStillAtWork_ItsMessageIsElsewhereAfterOneAckWait()
    {
        using var dapr = new DaprInstallation();
        await using var platform = DaprScript.Start(
            dapr, s3, await s3.CreateBucketAsync(), options: ["--broker", "builtin", "--replicas", $"{Stage}={Replicas}"]);
        await platform.WaitUntilReadyAsync();
        await using var queue = new StageQueue(platform, Stage);

        var afterTheKill = await queue.HandOverAsync(Scan, Replicas, Signals.Kill);
        // A message that is still away would come back during the next one's turn.
        await queue.EmptyAsync();
        IReadOnlyList<int> standing = [];
        var afterTheStop = await queue.HandOverAsync(Scan, Replicas, pair =>
        {
            // Tried once more, it is another pair's turn.
            Signals.Continue(standing);
            Signals.Stop(standing = pair);
        });
        // It has had its message taken from it, and works on it to the end all the same.
        Signals.Continue(standing);

        Assert.Equal(Shipped, (await queue.LookAsync()).Config.AckWait);
        // A dead worker's lease that outlived it would have the message refused, and away for one more.
        Assert.True(new WorkerOptions().Lease < Shipped);
        Assert.All([afterTheKill, afterTheStop], took => Assert.InRange(took.AfterEnd, TimeSpan.Zero, Shipped * 3));
        Assert.All([afterTheKill, afterTheStop], took => Assert.InRange(took.AfterSubmission, Shipped, TimeSpan.MaxValue));
        await queue.EmptyAsync();
        var done = Done().Matches(platform.Log).Select(match => match.Groups["work"].Value).ToList();
        Assert.NotEmpty(done);
        Assert.Equal(done.Distinct(), done);
    }

    [GeneratedRegex("png-to-text (?<work>[^ ]+ [^ ]+): [0-9]+ pages in ")]
    private static partial Regex Done();
}
