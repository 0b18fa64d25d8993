using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

/// <summary>What becomes of the words of one row: text, code, fragments, sizes.</summary>
public sealed class LineTests
{
    [Theory]
    [InlineData(2, "timber")]
    [InlineData(2.9, "timber")]
    [InlineData(3.5, "tim ber")]
    public void Of_WordsThatTouchByTheSource_ArePartedByAWideGap(double gap, string expected)
    {
        var first = Parts.Word("tim", 72, 100) with { SpaceAfter = false };

        Assert.Equal(expected, LineText.Of([first, Parts.Word("ber", first.Box.R + gap, 100)]));
    }

    [Fact]
    public void Of_SpacesBetweenChineseWords_AreNone() =>
        Assert.Equal("海面高度 8 米",
        LineText.Of([Parts.Word("海面", 72, 100), Parts.Word("高度", 100, 100), Parts.Word("8", 130, 100), Parts
        .Word("米", 140, 100)]));

    [Theory]
    [InlineData("שלום", "נמל", "נמל שלום")]
    [InlineData("Bay", "נמל", "Bay נמל")]
    [InlineData("Bay", "Kestrel", "Bay Kestrel")]
    public void Of_HebrewWordsOnAPageFromTheLeft_AreTurnedAround(string left, string right, string expected) =>
        Assert.Equal(expected, LineText.Of([Parts.Word(left, 72, 100), Parts.Word(right, 120, 100)]));

    [Theory]
    [InlineData(".שלום", "שלום.")]
    [InlineData("?(שלום", "(שלום?")]
    [InlineData("...", "...")]
    public void Of_PunctuationBeforeAHebrewWord_StandsBehindIt(string word, string expected) =>
        Assert.Equal(expected, LineText.Of([Parts.Word("אב", 200, 100), Parts.Word(word, 72, 100)])
            .Replace("אב", "", StringComparison.Ordinal).Trim());

    // From the right: a word, a bracket that touches a number to the left or to the right of it, another word.
    [Theory]
    [InlineData(")", 40, "אב (1879 גד")]
    [InlineData("(", 40, "אב (1879 גד")]
    [InlineData(")", 10, "אב) 1879 גד")]
    [InlineData(")", 25, "אב ) 1879 גד")]
    public void Of_LoneBracketOfAHebrewLine_FacesWhatItTouches(string bracket, double at, string expected)
    {
        var words = new[] { Right("אב", 100), Right(bracket, 100 + at), Right("1879", 145), Right("גד", 180) };

        Assert.Equal(expected, LineText.Of(words));

        // The page is mirrored: what comes first stands to the left.
        static Word Right(string text, double l) => Parts.Word(text, l, 100) with { Mirrored = true, SpaceAfter = false };
    }

    [Fact]
    public void Of_CodeLines_KeepIndentsSpacesAndBlankLines() =>
        Assert.Equal("if (ice)\n    wait(2);\n\nsail();",
            CodeText.Of([Parts.Row(100, 72, "if (ice)"), Parts.Row(112, 92, "wait(2);"), Parts.Row(136, 72, "sail();")], 1.2));

    [Fact]
    public void Of_CodeWordsFarApart_KeepTheirDistance() =>
        Assert.Equal("a     b", CodeText.Of([Parts.Row(100, (72, "a"), (102, "b"))], 1.2));

    [Theory]
    [InlineData(10, 1)]
    [InlineData(14.9, 2)]
    public void Fragments_OfARow_PartAtGapsWiderThanAsked(double gap, int expected) =>
        Assert.Equal(expected, Fragments.Of(Parts.Row(100, (72, "abcd"), (92 + gap, "efgh")), 12).Count);

    [Fact]
    public void Size_OfARow_IsTheOneOfMostCharacters()
    {
        var row = new TextRow(
            [Parts.Word("Title", 72, 100, 14), Parts.Word("and much more text", 120, 100), Parts.Word("2", 300, 98, 6)]);

        Assert.Equal((10, 24), (row.Size, row.Chars));
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(0.5, false, false)]
    [InlineData(0, false, true)]
    public void AllBold_OfARow_AllowsAFewOthers(double share, bool all, bool none)
    {
        var bold = (int)(10 * share);
        var row = new TextRow([.. Enumerable.Range(0, 10).Select(i => Parts.Word("word", 72 + (30 * i), 100, bold: i < bold))]);

        Assert.Equal((all, none), (row.AllBold, row.NoneBold));
    }

    [Theory]
    [InlineData("¢", "Timber", "• Timber")]
    [InlineData("®", "Timber", "• Timber")]
    [InlineData("©", "Timber", "• Timber")]
    [InlineData("©", "1879", "© 1879")]
    [InlineData("e", "Timber", "e Timber")]
    public void Mend_FirstSignOfARecognisedLine_IsABulletWhereItLooksLikeABlob(string sign, string word, string expected) =>
        Assert.Equal(expected, LineText.Of(Misreadings.Mend([[Parts.Word(sign, 72, 100), Parts.Word(word, 90, 100)]])[0]));

    [Theory]
    [InlineData(72, "• Coal")]
    [InlineData(78, "• Coal")]
    [InlineData(90, "e Coal")]
    public void Mend_SpeckBelowABullet_IsOneAtTheSameEdge(double l, string expected) => Assert.Equal(expected,
        LineText.Of(Misreadings.Mend([[Parts.Word("¢", 72, 100), Parts.Word("Salt", 90, 100)],
            [Parts.Word("e", l, 114), Parts.Word("Coal", l + 18, 114)]])[1]));

    [Theory]
    [InlineData("you’", "ll", 2, "you’ll")]
    [InlineData("you’", "ll.", 2, "you’ll.")]
    [InlineData("it'", "s", 2, "it's")]
    [InlineData("you’", "ll", 5, "you’ ll")]
    [InlineData("you’", "lamps", 2, "you’ lamps")]
    [InlineData("’", "s", 2, "’ s")]
    public void Mend_ApostropheBeforeAnEnding_IsJoinedWhereTheyAreClose(string first, string next, double gap, string expected)
    {
        var one = Parts.Word(first, 72, 100);

        Assert.Equal(expected, LineText.Of(Misreadings.Mend([[one, Parts.Word(next, one.Box.R + gap, 100)]])[0]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-3)]
    [InlineData(0)]
    public void Back_OfStraight_IsAboutWhereItWas(double slope)
    {
        var page = new PageBuilder().Word("word", new Box(200, 300, 240, 311)).Build() with { SlopeDeg = slope };
        var straightening = new Straightening(page);

        var back = straightening.Back(straightening.Straight().Words[0].Box);

        Assert.Equal((220, 305.5), (Math.Round(back.CenterX, 6), Math.Round(back.CenterY, 6)));
        Assert.True(back.Width >= 39.99 && back.Height >= 10.99);
    }
}
