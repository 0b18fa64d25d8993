using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Pages of one document do not hold up another's.</summary>
public sealed class FairPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Queue_ManyPagesOfOneDocument_LetAnotherHaveTheNextTurn()
    {
        var queue = new EngineQueue(quantum: TimeSpan.Zero);
        queue.Begin("long");
        var pages = Enumerable.Range(0, 50).Select(_ => queue.Add("long", fresh: false)).ToList();
        var small = queue.Add("small", fresh: false);

        queue.End("long");
        Assert.Same(small, queue.Next("long"));

        queue.Begin("small");
        queue.End("small");
        Assert.Same(pages[0], queue.Next("small"));
    }

    [Fact]
    public void Queue_ThreeDocuments_TakeTurns()
    {
        var queue = new EngineQueue(quantum: TimeSpan.Zero);
        foreach (var document in (string[])["a", "a", "a", "b", "b", "c", "c"])
        {
            queue.Add(document, fresh: false);
        }

        var turns = "";
        for (string? open = null; queue.Next(open) is { } next; open = next.Document)
        {
            queue.Begin(next.Document);
            queue.End(next.Document);
            turns += next.Document;
        }

        Assert.Equal("abcabca", turns);
    }

    [Fact]
    public void Queue_NobodyElseHasWaitedLong_StaysWithTheOpenDocument()
    {
        var queue = new EngineQueue(quantum: TimeSpan.FromHours(1));
        queue.Add("b", fresh: false);
        var page = queue.Add("a", fresh: false);

        Assert.Same(page, queue.Next("a"));
    }

    [Fact]
    public async Task Document_BehindOneThatKeepsEveryEngineBusy_GetsOneOfItsOwn()
    {
        await using var engines = new EngineFixture([], options =>
            (options.Processes, options.TestFaults, options.SpareAfter) = (1, true, TimeSpan.FromMilliseconds(100)));
        using var cancellation = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 3).Select(_ => Spin(engines, "busy", Patience, cancellation.Token)).ToList();
        await Eventually.Async(() => engines.Pool.Alive == 1, Patience, "an engine is at work");

        var text = await engines.Extractor.ExtractAsync(
            engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 700, "Small"))), 1, default);

        Assert.Equal("Small\n", text.PlainText);
        Assert.All(busy, page => Assert.False(page.IsCompleted));
        await Eventually.Async(() => engines.Pool.Alive == 1, Patience, "the spare engine is gone");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(busy));
    }

    [Fact]
    public async Task Documents_ThatAllWaitLong_ShareEngines_InsteadOfStartingOneForAPage()
    {
        const int Documents = 6, Pages = 6;
        await using var engines = new EngineFixture([], options =>
            (options.Processes, options.TestFaults, options.SpareAfter) = (1, true, TimeSpan.FromMilliseconds(100)));
        var work = Task.WhenAll(Enumerable.Range(0, Documents).Select(PagesAsync));

        var seen = new HashSet<int>();
        await Eventually.Async(
            () =>
            {
                seen.UnionWith(engines.Pool.ProcessIds);
                return work.IsCompleted;
            },
            Patience, "every page is done");

        await work;
        Assert.InRange(seen.Count, 2, Documents);

        async Task PagesAsync(int document)
        {
            for (var page = 0; page < Pages; page++)
            {
                await engines.Pool.RunAsync(
                    new EngineRequest(EngineOperation.Fault, $"{document}") { Fault = "pause" }, Patience,
                    CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task Document_OfCostlyPages_HasABudgetOfThem()
    {
        var limit = TimeSpan.FromMilliseconds(600);
        await using var engines = new EngineFixture([], options =>
            (options.Processes, options.TestFaults, options.CostlyTime) = (1, true, limit * 2));

        var messages = new List<string>();
        for (var page = 0; page < 3; page++)
        {
            var failure = (await Assert.ThrowsAsync<FailureException>(
                () => Spin(engines, "costly", limit, CancellationToken.None))).Failure;
            Assert.Equal((FailureCodes.EngineTimeout, false), (failure.Code, failure.Retryable));
            messages.Add(failure.Message);
        }

        // The first used it up with its two tries; another document has a budget of its own.
        Assert.Equal([0.6, 0.1, 0.1], messages.Select(message => double.Parse(
            message.Split("than ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
        var other = (await Assert.ThrowsAsync<FailureException>(
            () => Spin(engines, "other", limit, CancellationToken.None))).Failure;
        Assert.Contains("0.6 s", other.Message);
    }

    private static Task<EngineReply> Spin(
        EngineFixture engines, string document, TimeSpan limit, CancellationToken cancellationToken) =>
        engines.Pool.RunAsync(
            new EngineRequest(EngineOperation.Fault, document) { Fault = "hang" }, limit, cancellationToken);
}
