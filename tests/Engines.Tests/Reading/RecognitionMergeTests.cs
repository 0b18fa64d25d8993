using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Reading;

namespace DaprProcessing.Engines.Tests.Reading;

public sealed class RecognitionMergeTests
{
    [Fact]
    public void Of_DoubtfulLine_IsTheSecondOpinionsAndTheOthersStay()
    {
        var first = Page(Word("sure", 10, 20, 0.96, ends: true), Word("d0ubtfu1", 10, 40, 0.3, ends: true));

        var merged = Merge(first, Page(Word("doubtful", 10, 40, 1, ends: true)));

        Assert.Equal("sure\ndoubtful\n", merged.PlainText);
        Assert.Equal(("tesseract+paddle", RecognitionDoubt.LowConfidence), (merged.Recognizer, merged.SecondOpinion));
    }

    /// <summary>A short word's box is sometimes that of its whole area.</summary>
    [Fact]
    public void Of_SureWordReadAgainInAWiderBox_IsNotTakenTwice()
    {
        var first = Page(Word("No", 25, 20, 0.97, ends: true, width: 10, height: 6), Word("d0ubtfu1", 10, 40, 0.3, ends: true));
        var wide = Word("No", 20, 17, 1, ends: true, width: 17, height: 10);

        Assert.Equal("No\ndoubtful\n", Merge(first, Page(wide, Word("doubtful", 10, 40, 1, ends: true))).PlainText);
    }

    [Fact]
    public void Of_LineWhoseLastWordIsKnown_EndsBeforeTheNext()
    {
        var first = Page(Word("sure", 100, 20, 0.96, ends: true), Word("d0ubtfu1", 10, 40, 0.3, ends: true));
        var second = Page(Word("new", 10, 20, 1), Word("sure", 100, 20, 1, ends: true), Word("doubtful", 10, 40, 1, ends: true));

        Assert.Equal(["new", "doubtful"], Merge(first, second).Words.Where(word => word.Box.L < 50).Select(word => word.Text));
        Assert.All(Merge(first, second).Words, word => Assert.True(word.EndsLine));
    }

    /// <summary>The box of a line that slopes holds words of the lines beside it.</summary>
    [Fact]
    public void Of_WordBesideASlopingLine_Stays()
    {
        var first = Page(Word("beside", 300, 34, 0.7), Word("d0ubtfu1", 10, 40, 0.2, ends: true));
        var second = Page(Word("one", 10, 40, 1), Word("two", 400, 26, 1, ends: true));

        Assert.Contains("beside", Merge(first, second).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubt_OfALittle_IsTheNoiseOfEveryScan()
    {
        var words = Enumerable.Range(0, 60).Select(i => Word("sentence", 10, 20 * i, 0.96, ends: true)).ToArray();

        Assert.Null(RecognitionDoubt.Of(Page([.. words, Word("d1rt", 10, 1300, 0.2, ends: true)])));
        Assert.NotNull(RecognitionDoubt.Of(Page([.. words, Word("d1rtyd1rtyd1rtyd1rty", 10, 1300, 0.2, ends: true)])));
    }

    private static PageText Merge(PageText first, PageText second) =>
        RecognitionMerge.Of(first, second with { Recognizer = "paddle" }, RecognitionDoubt.Of(first)!);

    private static PageText Page(params PageWord[] words) => new(
        1, 600, 1400, TextSource.Ocr, null, 0.9, [new PageFont(PageText.RecognizedFont, false, false, false)], words, [], [])
    {
        Recognizer = "tesseract",
    };

    private static PageWord Word(
        string text, double left, double top, double confidence, bool ends = false, double width = 40, double height = 10) =>
        new(text, new Box(left, top, left + width, top + height), 0, 10, EndsLine: ends) { Confidence = confidence };
}
