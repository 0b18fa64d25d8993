using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Reading;

namespace DaprProcessing.Engines.Tests.Reading;

public sealed class PageMergeTests
{
    [Fact]
    public void Fill_TextBelowAndAboveAPicture_HasThePicturesLinesBetween()
    {
        var layer = Page(TextSource.TextLayer, Word("above", 10, 20, true), Word("below", 10, 300, true)) with
        {
            Images = [new Box(0, 90, 200, 200)],
            Unread = [new Box(0, 90, 200, 200)],
        };
        var found = Page(TextSource.Ocr, Word("Twelve", 10, 100), Word("crates", 60, 100, true));

        var text = PageMerge.Fill(layer, found, "why");

        Assert.Equal("above\nTwelve crates\nbelow\n", text.PlainText);
        Assert.Equal((TextSource.TextLayer, "why", 1.0), (text.Source, text.Reason, PageTextOrigin.Of(text).Coverage));
        Assert.Equal(["layer", "ocr", "ocr", "layer"], text.Words.Select(word => text.Fonts[word.Font].Name));
    }

    [Fact]
    public void Fill_WordsOfALine_AreAsHighAsTheLine()
    {
        var layer = Page(TextSource.TextLayer, Word("above", 10, 20, true));
        PageWord small = new("a", new Box(60, 108, 70, 118), 0, 10), low = new("gap", new Box(80, 106, 110, 124), 0, 10, true);

        var text = PageMerge.Fill(layer, Page(TextSource.Ocr, new("The", new Box(10, 100, 50, 118), 0, 10), small, low), "why");

        Assert.All(text.Words.Skip(1), word => Assert.Equal((100, 124), (word.Box.T, word.Box.B)));
    }

    [Fact]
    public void Fill_PictureThatAFewWordsCover_IsText()
    {
        var layer = Page(TextSource.TextLayer, Word("above", 10, 20, true)) with { Images = [new Box(0, 90, 60, 130)] };

        Assert.Empty(PageMerge.Fill(layer, Page(TextSource.Ocr, Word("PAID", 10, 95, true)), "why").Images);
    }

    [Fact]
    public void Fill_PictureWithAFewLabels_StaysAPicture()
    {
        var layer = Page(TextSource.TextLayer, Word("above", 10, 20, true)) with { Images = [new Box(0, 90, 200, 200)] };

        Assert.Single(PageMerge.Fill(layer, Page(TextSource.Ocr, Word("Axis", 10, 100, true)), "why").Images);
    }

    [Fact]
    public void Fill_PictureWithAText_IsTextAndNoPicture()
    {
        var layer = Page(TextSource.TextLayer, Word("above", 10, 20, true)) with { Images = [new Box(0, 90, 400, 200)] };
        var found = Enumerable.Range(0, 10).Select(at => Word("crates", 10 + (at * 30), 100)).ToArray();

        Assert.Empty(PageMerge.Fill(layer, Page(TextSource.Ocr, found), "why").Images);
    }

    [Fact]
    public void Fill_WordsThatTheLayerHasInTheSamePlace_AreNotTakenTwice()
    {
        var layer = Page(TextSource.TextLayer, Word("apples", 10, 20, true));

        Assert.Equal("apples\n", PageMerge.Fill(layer, Page(TextSource.Ocr, Word("app1es", 11, 21, true)), "why").PlainText);
    }

    [Fact]
    public void Fill_RowOfShapesThatIsNotRead_IsTold()
    {
        var row = new Box(0, 90, 200, 120);
        var layer = Page(TextSource.TextLayer, Word("apples", 10, 20, true)) with { Unread = [row], Reason = "why" };

        var text = PageMerge.Fill(layer, Page(TextSource.Ocr) with { Unread = [row] }, "why");

        Assert.Equal(("why", PageText.NotRecognized), (text.Reason, text.UnreadReason));
        Assert.True(PageTextOrigin.Of(text).Coverage < 1);
    }

    [Fact]
    public void Fill_PlacesThatNobodyTried_AreTold()
    {
        var (read, passed, looked) = (new Box(0, 90, 100, 120), new Box(0, 200, 20, 220), new Box(300, 200, 320, 220));
        var layer = Page(TextSource.TextLayer, Word("apples", 10, 20, true)) with
        {
            Unread = [read],
            Untried = [looked],
            Images = [read, passed, looked],
        };
        var found = Page(TextSource.Ocr, Word("crates", 10, 100, true)) with { Untried = [passed] };

        var text = PageMerge.Fill(layer, found, "why");

        Assert.Equal(PageText.TooManyPlaces, text.UnreadReason);
        Assert.Equal([looked, passed], text.Untried);
        Assert.True(PageTextOrigin.Of(text) is { Coverage: < 1, UnreadReason: PageText.TooManyPlaces });
    }

    [Fact]
    public void Fill_PlaceThatASecondOpinionRead_IsNotUntried()
    {
        var place = new Box(0, 90, 100, 120);
        var layer = Page(TextSource.TextLayer, Word("apples", 10, 20, true)) with { Unread = [place] };
        var found = Page(TextSource.Ocr, Word("crates", 10, 100, true)) with { Untried = [place] };

        var text = PageMerge.Fill(layer, found, "why");

        Assert.Equal((null, null, 1.0), (text.Untried, text.UnreadReason, PageTextOrigin.Of(text).Coverage));
    }

    [Fact]
    public void Fill_FlatPictureThatIsNotRead_WasNoText()
    {
        var picture = new Box(0, 90, 200, 120);
        var layer = Page(TextSource.TextLayer, Word("apples", 10, 20, true)) with
        {
            Unread = [picture],
            Images = [picture],
            Reason = "why",
        };

        Assert.Null(PageMerge.Fill(layer, Page(TextSource.Ocr) with { Unread = [picture] }, "why").Reason);
    }

    [Fact]
    public void Fill_FewLettersOfAnotherScriptThanThePages_AreUnread()
    {
        var layer = Page(TextSource.TextLayer, Word("국회입법조사처", 10, 20, true)) with { Unread = [new Box(0, 90, 200, 120)] };

        var text = PageMerge.Fill(layer, Page(TextSource.Ocr, Word("AH", 10, 100, true)), "why");

        Assert.Equal("국회입법조사처\n", text.PlainText);
        Assert.True(PageTextOrigin.Of(text).Coverage < 1);
    }

    [Theory]
    [InlineData("crates of apples", "above\ncrates of apples\n")]
    [InlineData("harbour dues paid", "above\ncrates of apples\n")]
    public void Fill_UnseenTextUnderAPicture_IsNotToldBesideWhatIsSeen(string unseen, string expected)
    {
        var words = unseen.Split(' ').Select((text, at) =>
            Word(text, 10 + (at * 40), 180, at == 2) with { Hidden = true });
        var layer = Page(TextSource.TextLayer, [Word("above", 10, 20, true), .. words]) with
        {
            Unread = [new Box(0, 90, 200, 200)],
        };
        var found = Page(TextSource.Ocr, Word("crates", 10, 100), Word("of", 50, 100), Word("apples", 90, 100, true));

        Assert.Equal(expected, PageMerge.Fill(layer, found, "why").PlainText);
    }

    [Fact]
    public void Fill_NothingFound_LeavesTheLayerWithoutAReason()
    {
        var layer = Page(TextSource.TextLayer, Word("apples", 10, 20, true)) with
        {
            Unread = [new Box(0, 90, 200, 200)],
            Reason = "why",
        };

        var text = PageMerge.Fill(layer, Page(TextSource.Ocr), "why");

        Assert.Equal((null, null, null), (text.Unread, text.Reason, text.Confidence));
    }

    [Fact]
    public void Stamp_ScanThatLayOnItsSide_TurnsTheStampWithIt()
    {
        var scan = Page(TextSource.Ocr, Word("text", 10, 100, true)) with { RotationDeg = 90, WidthPt = 842, HeightPt = 595 };
        var layer = Page(TextSource.TextLayer, Word("stamp", 10, 800, true));

        var stamp = PageMerge.Stamp(scan, layer, "why").Words.Single(word => word.Text == "stamp");

        Assert.Equal((new Box(842 - 812, 10, 842 - 800, 40), 90), (stamp.Box, stamp.AngleDeg));
    }

    [Fact]
    public void Stamp_PictureInWhichNothingWasRead_IsTheLayerAsItLies()
    {
        var picture = Page(TextSource.Ocr) with
        {
            Unread = [new Box(10, 20, 40, 30)],
            UnreadReason = PageText.NoWords,
            RotationDeg = 180,
        };
        var layer = Page(TextSource.TextLayer, Word("under", 10, 400, true) with { Hidden = true }, Word("title", 10, 800, true));

        var text = PageMerge.Stamp(picture, layer, "why");

        Assert.Equal(("title\n", 0, "why", PageText.NoWords), (text.PlainText, text.RotationDeg, text.Reason, text.UnreadReason));
        Assert.Equal(picture.Unread[0].Turn(2, picture.WidthPt, picture.HeightPt), Assert.Single(text.Unread!));
    }

    [Fact]
    public void Mend_BrokenWord_IsReplacedByWhatIsShownThere()
    {
        var layer = Page(TextSource.TextLayer, Word("the", 10, 20), Word("o\uFFFDce", 50, 20, true));
        var shown = Page(TextSource.Ocr, Word("thc", 10, 20), Word("office", 51, 20, true));

        Assert.Equal("the office\n",
            PageMerge.Mend(layer, shown, word => word.Text.Contains('\uFFFD', StringComparison.Ordinal), "why").PlainText);
    }

    private static PageWord Word(string text, double left, double top, bool endsLine = false) =>
        new(text, new Box(left, top, left + 30, top + 12), 0, 11, endsLine);

    private static PageText Page(TextSource source, params PageWord[] words) => new(1, 595, 842, source, null, null,
        [new PageFont(source == TextSource.Ocr ? "ocr" : "layer", false, false, false)], words, [], []);
}
