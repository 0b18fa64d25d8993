using System.Diagnostics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.Engines.Tests;

/// <summary>Engines that are killed by another hand in the middle of a good page, and pages that kill theirs.</summary>
public sealed class OutsideDeathTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Page_WhoseEngineIsKilledFiveTimes_IsReadAllTheSame()
    {
        await using var engines = Engines();
        var scan = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("note.png")));
        Task<PageText> reading;
        int killed;
        do
        {
            // On a busy machine the page may be read before its engine is found: then it is read once more.
            killed = 0;
            reading = engines.Recognizer.RecognizeAsync(scan, 1, new RecognizeSettings(Dpi: 200), CancellationToken.None);
            for (var last = 0; killed < 5 && (last = await KillNextAsync(engines, last, Signals.Kill, reading)) != 0;)
            {
                killed++;
            }
        }
        while (killed < 5);

        Assert.Contains("the", (await reading).PlainText, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Page_WhoseEngineIsTerminated_IsTriedAgain()
    {
        await using var engines = Engines();
        using var cancellation = new CancellationTokenSource();
        var work = Commit(engines, "spin", cancellation.Token);

        var first = await KillNextAsync(engines, 0, Signals.Terminate);
        var second = await KillNextAsync(engines, first, Signals.Terminate);
        await Eventually.Async(
            () => engines.Pool.ProcessIds is [var third] && third != second, Patience, "a third engine is at it");

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public async Task Page_WhoseEnginesAreKilledWithoutEnd_IsGivenBackToBeTriedLater()
    {
        await using var engines = Engines();
        var work = Commit(engines, "hang", CancellationToken.None);

        for (var last = 0; !work.IsCompleted;)
        {
            last = await KillNextAsync(engines, last, Signals.Kill, work);
        }

        var failure = (await Assert.ThrowsAsync<FailureException>(() => work)).Failure;
        Assert.Equal((FailureCodes.ResourceLimit, true), (failure.Code, failure.Retryable));
    }

    [Fact]
    public async Task Page_ThatCrashesItsEngine_FailsForGoodAfterATrialInAFreshOne()
    {
        await using var engines = Engines();

        var failure = (await Assert.ThrowsAsync<FailureException>(
            () => Commit(engines, "crash", CancellationToken.None))).Failure;

        Assert.Equal((FailureCodes.EngineCrash, false), (failure.Code, failure.Retryable));
    }

    [Fact]
    public void Crash_OfSeveralPagesAtOnce_DoesNotCountForAWhile()
    {
        var (crashes, page, other) = (new CrashLog(), new PageTrial(), new PageTrial());
        var tries = 0;
        do
        {
            crashes.Add(other);
            crashes.Add(page);
            tries++;
        }
        while (page.Again(EngineFailures.Crashed, crashes, isSpent: false));

        Assert.Equal(7, tries);
    }

    [Fact]
    public void KilledByTheKernel_IsTriedAloneAndOnceOnly()
    {
        var (crashes, page) = (new CrashLog(), new PageTrial());

        Assert.True(page.Again(EngineFailures.KilledForMemory, crashes, isSpent: false));
        Assert.True(page.IsAlone);
        Assert.False(page.Again(EngineFailures.KilledForMemory, crashes, isSpent: false));
        Assert.False(EngineFailures.KilledForMemory.Retryable);
    }

    [Fact]
    public async Task AloneGate_OneWantsToBeAlone_WaitsForThoseInsideAndHoldsUpTheNext()
    {
        var gate = new AloneGate();
        var inside = await gate.EnterAsync(alone: false, CancellationToken.None);
        var alone = gate.EnterAsync(alone: true, CancellationToken.None);
        var next = gate.EnterAsync(alone: false, CancellationToken.None);
        Assert.False(alone.IsCompleted || next.IsCompleted);

        inside.Dispose();
        var left = await alone;
        Assert.False(next.IsCompleted);

        left.Dispose();
        (await next).Dispose();
    }

    [Fact]
    public async Task AloneGate_WhoWantedToBeAloneGivesUp_LetsTheOthersIn()
    {
        var gate = new AloneGate();
        using var inside = await gate.EnterAsync(alone: false, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var alone = gate.EnterAsync(alone: true, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        (await gate.EnterAsync(alone: false, CancellationToken.None)).Dispose();
    }

    /// <summary>Kills the engine at work that is not the last one.</summary>
    /// <param name="until">Ends the waiting for it.</param>
    /// <returns>The engine's id; 0 where the waiting ended first.</returns>
    private static async Task<int> KillNextAsync(
        EngineFixture engines, int last, Action<IEnumerable<int>> kill, Task? until = null)
    {
        var id = 0;
        await Eventually.Async(
            () => until is { IsCompleted: true } || (engines.Pool.ProcessIds is [var next] && next != last && (id = next) != 0),
            Patience, "another engine is at it");
        if (id != 0)
        {
            kill([id]);
        }

        return id;
    }

    private static Task<EngineReply> Commit(EngineFixture engines, string fault, CancellationToken cancellationToken) =>
        engines.Pool.RunAsync(new EngineRequest(EngineOperation.Fault) { Fault = fault }, Patience, cancellationToken);

    private static EngineFixture Engines() => new([], options => (options.Processes, options.TestFaults) = (1, true));
}
