using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class ParagraphBreaksTests
{
    private const string Full = "a line that runs over the whole width of the column, like most of them";

    [Theory]
    [InlineData(12, false)]
    [InlineData(14, false)]
    [InlineData(18, true)]
    [InlineData(30, true)]
    public void StartsNew_LineFurtherDown_ByTheUsualDistance(double distance, bool expected) =>
        Assert.Equal(expected, Starts(Parts.Row(136, 72, Full), Parts.Row(136 + distance, 72, Full)));

    [Theory]
    [InlineData(10, false)]
    [InlineData(10.5, false)]
    [InlineData(12, true)]
    [InlineData(8, true)]
    public void StartsNew_LineOfAnotherSize_IsAnotherParagraph(double size, bool expected) =>
        Assert.Equal(expected, Starts(Parts.Row(136, 72, Full), Parts.Row(148, 72, Full, size)));

    [Theory]
    [InlineData(72, false)]
    [InlineData(76, false)]
    [InlineData(90, true)]
    public void StartsNew_IndentedLine_IsAnotherParagraph(double l, bool expected) =>
        Assert.Equal(expected, StartsAfterTwo(Parts.Row(148, l, Full)));

    [Fact]
    public void StartsNew_BoldAfterShortPlainLine_IsAnotherParagraph() =>
        Assert.True(Starts(Parts.Row(136, 72, "a short line"),
            Parts.Row(148, 72, "Ships and more of them, told in bold", bold: true)));

    [Fact]
    public void StartsNew_PlainAfterBold_IsAnotherParagraph() =>
        Assert.True(Starts(Parts.Row(136, 72, Full, bold: true), Parts.Row(148, 72, Full)));

    [Fact]
    public void StartsNew_AfterAShortLineThatEndsASentence_IsAnotherParagraph() =>
        Assert.True(Starts(Parts.Row(136, 72, "and so it ended."),
            Parts.Row(148, 72, "The next begins here and runs on for a while")));

    [Fact]
    public void StartsNew_AfterALineThatEndsInsideAWord_GoesOn() =>
        Assert.False(Starts(Parts.Row(136, 72, "the old Anglo-"), Parts.Row(148, 72, "Saxon kings and all of their many ships")));

    [Fact]
    public void StartsNew_LowerCaseAfterALineWithSomeRoom_GoesOn() =>
        Assert.False(Starts(Parts.Row(136, 72, "a line that ends early because a long word"),
            Parts.Row(148, 72, "follows it and so there is some room left over")));

    [Theory]
    [InlineData("Implement roles and separation", "of duties", true, false)]
    [InlineData("Implement roles and separation", "Of duties", true, true)]
    [InlineData("Implement roles and separation", "of duties", false, true)]
    public void StartsNew_SecondLineOfABoldHeading_GoesOnInLowerCase(string first, string second, bool bold, bool expected) =>
        Assert.Equal(expected, Starts(Parts.Row(136, 72, first, bold: bold), Parts.Row(148, 72, second, bold: bold)));

    [Theory]
    [InlineData("It ended.", true)]
    [InlineData("It ended!”", true)]
    [InlineData("It ended (here).)", true)]
    [InlineData("as follows:", true)]
    [InlineData("结束。", true)]
    [InlineData("It ended", false)]
    [InlineData("It ended,", false)]
    [InlineData("”", true)]
    public void EndsSentence_OfALine_LooksBehindQuotes(string text, bool expected) =>
        Assert.Equal(expected, ParagraphBreaks.EndsSentence(text));

    [Theory]
    [InlineData("The", true)]
    [InlineData("“The", true)]
    [InlineData("42", true)]
    [InlineData("the", false)]
    [InlineData("(the", false)]
    [InlineData("", true)]
    public void StartsSentence_OfALine_IsAnythingButLowerCase(string text, bool expected) =>
        Assert.Equal(expected, ParagraphBreaks.StartsSentence(text));

    [Theory]
    [InlineData(Full, true)]
    [InlineData("a line that runs over the whole width of the column, like most of th", true)]
    [InlineData("a line that ends well before the edge", false)]
    public void IsFull_OfALine_LeavesNoRoomForAWord(string text, bool expected) =>
        Assert.Equal(expected, new ParagraphBreaks(Column(), 10).IsFull(Parts.Row(136, 72, text)));

    [Theory]
    [InlineData(20, 20, 22, false)]
    [InlineData(20, 20, 30, true)]
    [InlineData(20, 18, 22, true)]
    [InlineData(12, 12, 13, true)]
    public void StartsNew_LineOfLargeTypeSetClose_IsOfTheSameTitle(double size, double next, double distance, bool expected) =>
        Assert.Equal(expected, Starts(
            Parts.Row(136, 72, "The Harbour", size, bold: true), Parts.Row(136 + distance, 72, "Office", next, bold: true)));

    private static ColumnLines Column(params TextRow[] more) =>
        new([.. Enumerable.Range(0, 4).Select(i => Parts.Row(100 + (12 * i), 72, Full)), .. more], noisy: false);

    private static bool Starts(TextRow last, TextRow next) =>
        new ParagraphBreaks(Column(), 10).StartsNew(
            [last], LineText.Of(last.Words), next, LineText.Of(next.Words), hanging: false);

    private static bool StartsAfterTwo(TextRow next)
    {
        TextRow[] lines = [Parts.Row(124, 72, Full), Parts.Row(136, 72, Full)];
        return new ParagraphBreaks(Column(), 10).StartsNew(lines, Full, next, LineText.Of(next.Words), hanging: false);
    }
}
