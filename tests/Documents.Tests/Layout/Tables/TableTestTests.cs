using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class TableTestTests
{
    private static readonly double[] Edges = [72, 200, 320];

    [Fact]
    public void Passes_ThreeRowsOfThreeColumns_IsATable() =>
        Assert.Equal(2, Passes(["Month", "Ships", "Cargo"], ["March", "31", "salt"], ["April", "28", "coal"])!.Count);

    [Fact]
    public void Passes_TwoRows_IsNoTable() => Assert.Null(Passes(["Month", "Ships", "Cargo"], ["March", "31", "salt"]));

    [Fact]
    public void Passes_TwoRowsBetweenRules_IsATable() =>
        Assert.NotNull(Passes(Rules(94, 130), ["Month", "Ships", "Cargo"], ["March", "31", "salt"]));

    [Theory]
    [InlineData(94, 94, false)]
    [InlineData(40, 300, false)]
    [InlineData(85, 140, true)]
    public void Passes_TwoRowsWithRulesElsewhere_IsNoTable(double above, double below, bool expected) =>
        Assert.Equal(expected, Passes(Rules(above, below), ["Month", "Ships", "Cargo"], ["March", "31", "salt"]) is not null);

    [Fact]
    public void Passes_TwoRowsWithShortRules_IsNoTable() =>
        Assert.Null(Passes(Rules(94, 130, 72, 150), ["Month", "Ships", "Cargo"], ["March", "31", "salt"]));

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Passes_TwoColumns_NeedFourRows(int rows, bool expected) =>
        Assert.Equal(expected, Passes([.. Enumerable.Range(0, rows).Select(i => new[] { $"Month {i}", $"{i}" })]) is not null);

    [Fact]
    public void Passes_MarkersBesideText_AreAList() =>
        Assert.Null(Passes(["1.", "timber"], ["2.", "glass"], ["3.", "salt"], ["4.", "coal"]));

    [Fact]
    public void Passes_MostlyOnePiece_IsNoTable() =>
        Assert.Null(Passes(["one"], ["two"], ["Month", "Ships", "Cargo"], ["three"], ["April", "28", "coal"], ["four"],
            ["five"]));

    [Fact]
    public void Passes_PiecesThatShareNoEdge_AreNoTable()
    {
        double[] shifts = [0, 11, 27, 38, 52, 63];
        var rows = shifts.Select(
            (shift, i) => Pieces(
            Parts.Row(100 + (14 * i), (72 + shift, new string('x', 3 + i)), (250 + (1.7 * shift), new string('y', 9 - i)))))
            .ToList();

        Assert.Null(TableTest.Passes(rows, RuleSet.None, Parts.Page()));
    }

    [Fact]
    public void Passes_ColumnFlushRight_SharesItsRightEdge()
    {
        string[] numbers = ["1", "1,204", "20,311", "7", "98"];
        var rows = numbers.Select(
            (number, i) => Pieces(Parts.Row(100 + (14 * i), (72, $"Row {i}"), (260 - PageBuilder.WidthOf(number, 10), number))))
            .ToList();

        Assert.Single(TableTest.Passes(rows, RuleSet.None, Parts.Page())!);
    }

    [Fact]
    public void Passes_LongSentencesSideBySide_AreText()
    {
        const string Sentence = "a sentence that is very much too long for a single cell";
        var rows = Enumerable.Range(0, 5).Select(i => Pieces(Parts.Row(100 + (14 * i), (10, Sentence), (320, Sentence))))
            .ToList();

        Assert.Null(TableTest.Passes(rows, RuleSet.None, Parts.Page()));
    }

    [Fact]
    public void Passes_MostlyEmptyCells_IsNoTable()
    {
        string[][] rows = [["a", "", "", "", "b"], ["", "c", "", "d", ""], ["", "", "e", "", "f"], ["g", "h", "", "", ""]];

        Assert.Null(TableTest.Passes([.. Parts.Table(100, [72, 150, 230, 310, 390], rows).Select(Pieces)], RuleSet.None,
            Parts.Page()));
    }

    private static List<double>? Passes(params string[][] rows) => Passes(RuleSet.None, rows);

    private static List<double>? Passes(RuleSet rules, params string[][] rows) =>
        TableTest.Passes([.. Parts.Table(100, Edges, rows).Select(Pieces)], rules, Parts.Page());

    private static List<TextRow> Pieces(TextRow row) => Fragments.Of(row, 7.2);

    private static RuleSet Rules(double above, double below, double from = 72, double to = 350) => RuleSet.Of(
        new PageBuilder().Rule(from, above, to, above + 0.5)
            .Rule(from, below, to, below + 0.5).Build() with { Words = Array.Empty<PageWord>() }, mirror: false);
}
