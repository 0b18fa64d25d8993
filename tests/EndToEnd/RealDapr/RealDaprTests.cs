using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;
using Xunit.Abstractions;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>
/// <c>eng/run-dapr.sh</c> with the files it ships on a real Dapr, whose parts die, hang or are away: every job succeeds, once,
/// with the bytes that it has without.
/// </summary>
/// <param name="broker">Whose JetStream component it is, as the script has it.</param>
/// <param name="ackWait">The most that a message waits for other hands.</param>
/// <param name="soonest">The least that a message of a killed replica waits for them, from its delivery on.</param>
/// <param name="said">What was done to the platform, in its order.</param>
public abstract class RealDaprTests(RealPlatform real, string broker, TimeSpan ackWait, TimeSpan soonest, ITestOutputHelper said)
{
    private static readonly byte[] Scan = TestDocuments.Sample("scan-multipage.tiff");

    [RealDaprFact]
    public async Task Jobs_EveryPartKilledInTurn_AllSucceedOnce()
    {
        var platform = await real.StartedAsync(broker);
        var jobs = await SteadyJobs.LearnAsync(platform, await JobKind.OfEveryStageAsync());
        var parts = platform.Kept.Names.ToArray();
        Assert.Superset(
            new HashSet<string>(["nats-server", "placement", "scheduler", "orchestrator", $"{RealPlatform.Reader}-2-daprd"]),
            parts.ToHashSet());

        Random.Shared.Shuffle(parts);
        foreach (var part in parts)
        {
            await jobs.TopUpAsync();
            said.WriteLine($"{DateTime.UtcNow:HH:mm:ss} SIGKILL {part}");
            await platform.Kept.KillAsync(part);
            await platform.WaitUntilReadyAsync();
        }

        await jobs.TopUpAsync();
        await jobs.AssertSucceededOnceAsync();
    }

    [RealDaprFact]
    public async Task Pair_EndsAtWork_ItsWorkIsInOtherHandsSoon()
    {
        var platform = await real.StartedAsync(broker);
        await using var queue = new StageQueue(platform, RealPlatform.Reader);
        await queue.EmptyAsync();

        // Asked to end, it may have ended its work first.
        var stopped = await queue.TryHandOverAsync(Scan, RealPlatform.Readers, Signals.Terminate);
        await platform.WaitUntilReadyAsync();
        // What is still away from the one that was stopped would come back during the other's turn.
        await queue.EmptyAsync();
        var killed = await queue.HandOverAsync(Scan, RealPlatform.Readers, Signals.Kill);

        said.WriteLine($"in other hands after SIGTERM in {stopped}, after SIGKILL in {killed}");
        Assert.InRange(stopped?.AfterEnd ?? TimeSpan.Zero, TimeSpan.Zero, 2 * ackWait);
        Assert.InRange(killed.AfterEnd, TimeSpan.Zero, 2 * ackWait);
        Assert.InRange(killed.AfterSubmission, soonest, TimeSpan.MaxValue);
        await queue.EmptyAsync();
    }

    [RealDaprFact]
    public Task Jobs_SubmittedWhileTheSchedulerHangs_AllSucceedOnce() => OutageAsync(kept => kept.HangAsync("scheduler"));

    [RealDaprFact]
    public Task Jobs_SubmittedWhileTheSchedulerIsAway_AllSucceedOnce() => OutageAsync(kept => kept.RemoveAsync("scheduler"));

    [RealDaprFact]
    public Task Jobs_SubmittedWhilePlacementHangs_AllSucceedOnce() => OutageAsync(kept => kept.HangAsync("placement"));

    [RealDaprFact]
    public Task Jobs_SubmittedWhilePlacementIsAway_AllSucceedOnce() => OutageAsync(kept => kept.RemoveAsync("placement"));

    [RealDaprFact]
    public Task Jobs_SubmittedWhileTheBrokerHangs_AllSucceedOnce() => OutageAsync(kept => kept.HangAsync("nats-server"));

    [RealDaprFact]
    public Task Jobs_SubmittedWhileTheBrokerIsAway_AllSucceedOnce() => OutageAsync(kept => kept.RemoveAsync("nats-server"));

    private async Task OutageAsync(Func<KeptParts, Task<IDisposable>> takeAway)
    {
        var platform = await real.StartedAsync(broker);
        var jobs = await SteadyJobs.LearnAsync(platform, await JobKind.OfWorkflowsAsync());

        using (await takeAway(platform.Kept))
        {
            await jobs.TopUpAsync();
            await jobs.TakenUpAsync();
        }

        await jobs.AssertSucceededOnceAsync();
    }
}
