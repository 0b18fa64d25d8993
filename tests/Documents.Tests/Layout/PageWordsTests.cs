using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class PageWordsTests
{
    [Fact]
    public void Of_OtherWordAtTheSamePlace_IsKept() =>
        Assert.Equal(2, Upright(Word("timber", 72, 100), Word("lumber", 72, 100)).Count);

    [Theory]
    [InlineData(-60, 100)]
    [InlineData(620, 100)]
    [InlineData(72, -20)]
    [InlineData(72, 800)]
    [InlineData(double.NaN, 100)]
    [InlineData(72, double.PositiveInfinity)]
    public void Of_WordOutsideThePage_IsLeftOut(double l, double t) => Assert.Empty(Upright(Word("timber", l, t)));

    [Fact]
    public void Of_WordAcrossTheRim_IsCutToThePage() =>
        Assert.Equal(new Box(0, 100, 20, 111), Assert.Single(Upright(Word("timber", -10, 100))).Box);

    [Theory]
    [InlineData(0, 9.35)]
    [InlineData(double.NaN, 9.35)]
    [InlineData(5000, 9.35)]
    [InlineData(12, 12)]
    public void Of_WordOfImpossibleSize_GetsOneFromItsHeight(double size, double expected) =>
        Assert.Equal(expected, Assert.Single(Upright(Word("timber", 72, 100) with { SizePt = size })).Size, 6);

    [Fact]
    public void Of_PageMostlyInHebrew_IsMirrored()
    {
        var words = PageWords.Of(Page(Word("שלום", 500, 100), Word("Bay", 400, 100)));

        Assert.True(words.RightToLeft);
        Assert.Equal(new Box(92, 100, 112, 111), words.Upright[0][0].Box);
    }

    [Fact]
    public void Of_MoreWordsThanLayoutLooksAt_KeepsTheRestAsLines()
    {
        var words = PageWords.Of(Page([.. Enumerable.Range(0, PageWords.MaxWords + 500)
            .Select(i => Word($"w{i}", 72, 100) with { EndsLine = i % 10 == 9 })]));

        Assert.Equal(PageWords.MaxWords, words.Upright.Sum(line => line.Count));
        Assert.Equal(50, words.Rest.Count);
        Assert.Equal("w20009", words.Rest[0][^1].Text);
    }

    [Fact]
    public void Of_PageOfMoreThanLayoutLooksAt_IsInTheDocumentToTheLastWord()
    {
        var page = Page([.. Enumerable.Range(0, PageWords.MaxWords + 500).Select(
            i => Word($"w{i}", 72 + (30 * (i % 10)), 20 + (0.3 * (i / 10))) with { EndsLine = i % 10 == 9, SizePt = 1 })]);

        var text = DoclingText.ToText(Convert.ToDocument(page with { HeightPt = 1000 }));

        Assert.Contains("w20499", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LinesOfRecognition_AreKept()
    {
        var page = Page(Word("one", 72, 100) with { EndsLine = true }, Word("two", 72, 114)) with { Source = TextSource.Ocr };

        Assert.Equal(2, PageWords.Of(page).Upright.Count);
        Assert.Single(PageWords.Of(page with { Source = TextSource.TextLayer }).Upright);
    }

    [Fact]
    public void Of_Page_KnowsTheSizeMostLettersHave() =>
        Assert.Equal(10, PageWords.Of(Page(Word("Title", 72, 60) with { SizePt = 24 }, Word("letters", 72, 100),
            Word("andmore", 110, 100) with { SizePt = 10.2 })).BodySize);

    [Fact]
    public void Of_FullWidthLettersThatClaimTwiceTheirSize_AreCutToIt()
    {
        var word = Assert.Single(Upright(new PageWord("海面高度", new Box(72, 100, 112, 124), 0, 22)));

        Assert.Equal(11, word.Size, 6);
        Assert.InRange(word.Box.Height, 12, 13);
    }

    private static PageWord Word(string text, double l, double t) =>
        new(text, new Box(l, t, l + PageBuilder.WidthOf(text, 10), t + 11), 0, 10);

    private static PageText Page(params PageWord[] words) => new PageBuilder().Build() with { Words = words };

    private static List<Word> Upright(params PageWord[] words) => [.. PageWords.Of(Page(words)).Upright.SelectMany(line => line)];
}
