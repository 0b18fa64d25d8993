using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class RowBuilderTests
{
    [Fact]
    public void Build_WordsInAnyOrder_AreRowsFromTheTopReadFromTheLeft() =>
        Assert.Equal(["one two", "three four"],
            Rows(("four", 110, 120, 10), ("two", 110, 100, 10), ("three", 72, 120, 10), ("one", 72, 100, 10)));

    [Fact]
    public void Build_SuperscriptAndIndex_StayInTheirRow() =>
        Assert.Equal(["area m 2 of H 2 O"], Rows(
            ("area", 72, 100, 10), ("m", 100, 100, 10), ("2", 106, 98.5, 6), ("of", 116, 100, 10), ("H", 130, 100, 10),
                ("2", 136, 105, 6), ("O", 140, 100, 10)));

    [Fact]
    public void Build_WordMuchTallerThanTheRest_HasARowOfItsOwn() =>
        Assert.Equal(2, Rows(("T", 72, 95, 30), ("he", 100, 100, 10), ("ice", 116, 100, 10)).Count);

    // Text layers of scanned books: the box of a dash in them can be two lines high.
    [Fact]
    public void Build_WordWithAGlyphOfAnAbsurdBox_StaysInTheRowOfItsSize()
    {
        var words = new[] { Parts.Word("any—was", 72, 100), Parts.Word("very", 120, 100), Parts.Word("small", 150, 102, 8) }
            .Select((word, i) => i > 0 ? word : word with { Box = word.Box with { T = word.Box.T - 14, B = word.Box.B + 4 } });

        var rows = RowBuilder.Build(new PageWords([[.. words, Parts.Word("next", 72, 113)]], [], false, 10));

        Assert.Equal(["any—was very small", "next"], rows.Select(row => LineText.Of(row.Words)));
    }

    [Fact]
    public void Build_PunctuationOfTinySize_StaysInItsRow()
    {
        Assert.Equal(["gypsum ; which", "next"], Rows(
            ("gypsum", 72, 100, 10), (";", 130, 106, 2), ("which", 140, 100, 10), ("next", 72, 113, 10)));
        Assert.Equal(2, Rows(("gypsum", 72, 100, 10), ("x", 130, 106, 2)).Count);
    }

    [Fact]
    public void Build_LinesHalfALineApartSideBySide_AreNotPulledTogetherByAThird() =>
        Assert.Equal(["left right", "below"], Rows(("left", 72, 100, 10), ("right", 300, 105, 10), ("below", 72, 110, 10)));

    [Fact]
    public void Build_WordOverAnother_IsInAnotherRow() =>
        Assert.Equal(2, Rows(("stamp", 72, 100, 10), ("paper", 72, 102, 10)).Count);

    [Fact]
    public void Build_SkewedLine_IsOneRow() =>
        Assert.Single(Rows([.. Enumerable.Range(0, 8).Select(i => ("word", 72.0 + (30 * i), 100 + (0.4 * i), 10.0))]));

    [Theory]
    [InlineData(1300)]
    [InlineData(3000)]
    [InlineData(14_000)]
    public void Build_RowFarBeyondTwelveHundredPoints_IsOneRow(double left) =>
        Assert.Equal(["far out on a plan"],
            Rows(("far", left, 100, 10), ("out", left + 20, 100, 10), ("on", left + 40, 100, 10), ("a", left + 55, 100, 10),
            ("plan", left + 65, 100, 10)));

    [Fact]
    public void Build_LinesOfRecognition_AreNotTakenApart()
    {
        var lines = new[] { new[] { Parts.Word("one", 72, 100), Parts.Word("two", 95, 103) }, [Parts.Word("three", 72, 120)] };

        var rows = RowBuilder.Build(new PageWords(lines, [], false, 10));

        Assert.Equal(["one two", "three"], rows.Select(row => LineText.Of(row.Words)));
    }

    [Fact]
    public void Build_SmallTypeInFrontOfATitle_StandsBeforeItsLines()
    {
        Assert.Equal(["Chapter 1.", "Securing the", "harbour"],
            Rows(("Securing", 130, 100, 26), ("the", 260, 100, 26), ("Chapter", 72, 114, 6), ("1.", 98, 114, 6),
            ("harbour", 130, 131, 26)));
        Assert.Equal(["Securing", "aside", "harbour"],
            Rows(("Securing", 130, 100, 26), ("aside", 400, 114, 6), ("harbour", 130, 131, 26)));
    }

    private static List<string> Rows(params (string Text, double L, double T, double Size)[] words)
    {
        var line = words.Select(word => Parts.Word(word.Text, word.L, word.T, word.Size)).ToList();
        return [.. RowBuilder.Build(new PageWords([line], [], false, 10)).Select(row => LineText.Of(row.Words))];
    }
}
