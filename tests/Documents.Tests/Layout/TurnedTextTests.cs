using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class TurnedTextTests
{
    [Fact]
    public void Analyze_StampUpTheMargin_IsOneTextInOrderAndNoHeading()
    {
        var page = Page(Up(18, 640, "preprint", "2103.00001v2", "[cs.XX]", "3", "March", "2021"));

        Assert.EndsWith("\n\npreprint 2103.00001v2 [cs.XX] 3 March 2021\n", Convert.ToMarkdown(page), StringComparison.Ordinal);
        Assert.Equal("text", Convert.ToDocument(page).Texts[^1].Label);
    }

    [Fact]
    public void Analyze_ShortWordsThatTheSourceSaysRunUp_BelongToTheirStrip()
    {
        var page = Page(Up(18, 640, "drawn", "on", "4", "May", "in", "2024").Select(word => word with { AngleDeg = 270 }));

        Assert.EndsWith("\n\ndrawn on 4 May in 2024\n", Convert.ToMarkdown(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_TextDownTheMargin_IsReadFromTheTop() =>
        Assert.EndsWith("\n\nkeep this side dry\n", Convert.ToMarkdown(Page(Down(580, 100, "keep", "this", "side", "dry"))),
            StringComparison.Ordinal);

    [Fact]
    public void Analyze_TwoNamesUpOneAxis_AreTwoTexts()
    {
        var layout = PageAnalyzer.Analyze(Page([.. Up(40, 300, "depth", "feet"), .. Up(40, 700, "tide", "height")]));

        Assert.Equal(["depth feet", "tide height"], layout.Blocks.Where(block => block.Turned).Select(block => block.Text));
    }

    [Fact]
    public void Analyze_StampOnEveryPage_IsFurniture()
    {
        var document = Convert.ToDocument(Page(Up(18, 640, "received", "2021"), 1), Page(Up(18, 640, "received", "2021"), 2));

        Assert.All(document.Texts.Where(text => text.Text == "received 2021"),
            text => Assert.Equal("furniture", text.ContentLayer));
    }

    [Theory]
    [InlineData(45)]
    [InlineData(300)]
    [InlineData(330)]
    public void Analyze_WatermarkAcrossTheText_TearsNothingAndIsNoHeading(int angle)
    {
        var page = Page([new PageWord("CONFIDENTIAL", new Box(90, 80, 420, 400), 0, 70) { AngleDeg = angle }]);

        Assert.StartsWith($"{Convert.Prose}\n", Convert.ToMarkdown(page), StringComparison.Ordinal);
        Assert.EndsWith("\n\nCONFIDENTIAL\n", Convert.ToMarkdown(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_SmallWatermarkManyTimes_IsToldOnce()
    {
        var words = Enumerable.Range(0, 12).SelectMany(at => new[]
        {
            new PageWord("DRAFT", Askew(60 + (at % 4 * 120), 60 + (at / 4 * 90)), 0, 16) { AngleDeg = 325 },
            new PageWord("COPY", Askew(100 + (at % 4 * 120), 30 + (at / 4 * 90)), 0, 16) { AngleDeg = 325 },
        });

        var markdown = Convert.ToMarkdown(Page(words));

        Assert.StartsWith($"{Convert.Prose}\n", markdown, StringComparison.Ordinal);
        Assert.EndsWith("\n\nDRAFT COPY\n", markdown, StringComparison.Ordinal);

        static Box Askew(double left, double top) => new(left, top, left + 40, top + 30);
    }

    [Fact]
    public void Analyze_NumbersAskewOnAPlan_AreToldOfEachPlace()
    {
        var words = Enumerable.Range(0, 5).Select(at =>
            new PageWord("30", new Box(60 + (90 * at), 400, 75 + (90 * at), 412), 0, 10) { AngleDeg = 325 });

        Assert.Equal(5, Convert.ToDocument(Page(words)).Texts.Count(text => text.Text == "30"));
    }

    [Fact]
    public void Analyze_HalfOfThePageOnItsHead_IsReadFromTheBeginningsOfItsLines()
    {
        // The lower half as the upper one would look turned: its first line is the lowest, from the right.
        string[] lines = ["Rain barrels stand along the wall", "and each holds forty buckets of water"];
        var page = Page([]);
        var turned = new PageBuilder().Lines(72, 200, 11, lines).Build().Words.Select(word => word with
        {
            Box = new Box(612 - word.Box.R, 792 - word.Box.B, 612 - word.Box.L, 792 - word.Box.T),
            AngleDeg = 180,
        });

        var markdown = Convert.ToMarkdown(page with { Words = [.. page.Words, .. turned] });

        Assert.EndsWith($"\n\n{lines[0]} {lines[1]}\n", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Split_ShortWordsOfUprightLines_StayWhereTheyAre()
    {
        var line = new[] { Parts.Word("I", 72, 100), Parts.Word("am", 80, 100), Parts.Word("he", 95, 100) };

        var (upright, strips) = TurnedStrips.Split([line], LetterCounts.Empty());

        Assert.Equal(line, Assert.Single(upright));
        Assert.Empty(strips);
    }

    private static IEnumerable<PageWord> Up(double left, double bottom, params string[] words)
    {
        foreach (var word in words)
        {
            var top = bottom - PageBuilder.WidthOf(word, 18);
            yield return new PageWord(word, new Box(left, top, left + 16, bottom), 0, 18);
            bottom = top - 5;
        }
    }

    private static IEnumerable<PageWord> Down(double left, double top, params string[] words)
    {
        foreach (var word in words)
        {
            var bottom = top + PageBuilder.WidthOf(word, 18);
            yield return new PageWord(word, new Box(left, top, left + 16, bottom), 0, 18);
            top = bottom + 5;
        }
    }

    private static PageText Page(IEnumerable<PageWord> turned, int number = 1)
    {
        var page = new PageBuilder(number);
        page.Paragraph(72, 100, 460, Convert.Prose);
        var built = page.Build();
        return built with { Words = [.. built.Words, .. turned] };
    }
}
