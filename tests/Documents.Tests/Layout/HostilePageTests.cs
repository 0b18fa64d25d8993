using System.Diagnostics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class HostilePageTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static PageText Page(
        IEnumerable<PageWord> words, IReadOnlyList<Box>? images = null, IReadOnlyList<Box>? rules = null) =>
        new(1, 612, 792, TextSource.TextLayer, null, null, [], [.. words], images ?? [], rules ?? []);

    [Fact]
    public void Analyze_EmptyPage_HasNoBlocks() => Assert.Equal("", Convert.ToMarkdown(Page([])));

    [Theory]
    [InlineData(double.NaN, 10, 20, 20)]
    [InlineData(double.NegativeInfinity, 0, double.PositiveInfinity, 10)]
    [InlineData(50, 50, 10, 10)]
    [InlineData(-1e9, -1e9, 1e9, 1e9)]
    [InlineData(5000, 5000, 5010, 5010)]
    public void Analyze_ImpossibleBox_DoesNoHarm(double l, double t, double r, double b)
    {
        var box = new Box(l, t, r, b);
        var page = Page([new PageWord("word", box, 99, double.NaN), new PageWord("\ud800", box, -1, -5),
            new PageWord("fine", new Box(72, 72, 100, 84), 0, 10)], [box], [box]);

        // What stands nowhere is lost, and the balance of letters says so.
        var document = DocumentAssembler.Assemble(Convert.Origin, [Convert.Stored(PageAnalyzer.Analyze(page))]);

        Assert.Contains("fine", DoclingMarkdown.ToMarkdown(document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, 0)]
    [InlineData(0, 0.013)]
    [InlineData(0.011, 0.012)]
    public void Analyze_HundredThousandWordsAnywhere_EndsInTime(double stepX, double stepY)
    {
        var watch = Stopwatch.StartNew();

        Convert.ToDocument(Page(Enumerable.Range(0, 100_000).Select(i =>
            new PageWord($"w{i % 97}",
                new Box((stepX * i) % 500, (stepY * i) % 700, ((stepX * i) % 500) + 20, ((stepY * i) % 700) + 10), 0, 10))));

        Assert.True(watch.Elapsed < Bound, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Analyze_ThousandsOfRulesAndImages_EndsInTime()
    {
        var watch = Stopwatch.StartNew();
        var boxes = Enumerable.Range(0, 20_000).Select(i => new Box(i % 600, i / 40.0, (i % 600) + 30, (i / 40.0) + 0.5))
            .ToList();
        var down = Enumerable.Range(0, 20_000).Select(i => new Box(i % 600, i / 40.0, (i % 600) + 0.5, (i / 40.0) + 30));

        Convert.ToDocument(Page([new PageWord("word", new Box(72, 72, 100, 84), 0, 10)], boxes, [.. boxes, .. down]));

        Assert.True(watch.Elapsed < Bound, $"took {watch.Elapsed}");
    }

    [Fact]
    public void Analyze_OneHugeWordOfDots_EndsInTime()
    {
        var watch = Stopwatch.StartNew();

        Convert.ToDocument(Page([new PageWord(new string('.', 1_000_000) + "1", new Box(72, 72, 500, 84), 0, 10),
            new PageWord(new string('1', 1_000_000) + ".", new Box(72, 100, 500, 112), 0, 10)]));

        Assert.True(watch.Elapsed < Bound, $"took {watch.Elapsed}");
    }
}
