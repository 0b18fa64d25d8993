using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class GutterFinderTests
{
    private const string Line = "words that fill one line of it";

    [Fact]
    public void Find_TwoColumns_IsTheWhiteBetweenThem()
    {
        var gutter = Find(Columns(6, 60, 320))!.Value;

        Assert.InRange(gutter.X, 225, 315);
        Assert.Equal((0, 5), (gutter.First, gutter.Last));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Find_FewRows_NeedThree(int rows, bool expected) =>
        Assert.Equal(expected, Find(Columns(rows, 60, 320)) is not null);

    [Fact]
    public void Find_OneColumn_HasNone() =>
        Assert.Null(Find([.. Enumerable.Range(0, 6).Select(i => Parts.Row(100 + (12 * i), 60, $"{Line} {Line}"))]));

    [Fact]
    public void Find_TitleAboveTwoColumns_IsNotPartOfIt() =>
        Assert.Equal(1, Find([Parts.Row(60, 100, "A title over both of the columns of the page"),
            .. Columns(6, 60, 320)])!.Value.First);

    [Fact]
    public void Find_LineThroughBothColumns_EndsIt() =>
        Assert.Equal(5, Find([.. Columns(6, 60, 320), Parts.Row(180, 60, $"{Line} {Line} {Line}")])!.Value.Last);

    [Fact]
    public void Find_ShortLabelsBesideText_AreNoColumn() =>
        Assert.Null(Find([.. Enumerable.Range(0, 6).Select(i => Parts.Row(100 + (12 * i), (60, "Name"), (150, Line)))]));

    // Formulas in a column are many short rows; what tells it for a column is the text between them.
    [Theory]
    [InlineData(5, 6, true)]
    [InlineData(2, 6, false)]
    [InlineData(3, 30, false)]
    public void Find_FormulasAmongFullLines_LeaveAColumn(int lines, int formulas, bool expected)
    {
        var rows = Columns(lines, 60, 320);
        rows.AddRange(Enumerable.Range(0, formulas)
            .Select(i => Parts.Row(100 + (12 * (lines + i)), (60, Line), (360, "x = a + b"))));

        Assert.Equal(expected, Find(rows) is not null);
    }

    [Fact]
    public void Find_LastLinesBesideAShortOne_AreOfTheColumns()
    {
        List<TextRow> rows = [.. Columns(4, 60, 320), Parts.Row(170, (60, "Made"), (320, Line)),
            .. Enumerable.Range(0, 3).Select(i => Parts.Row(182 + (12 * i), 320, Line))];

        Assert.Equal(7, Find(rows)!.Value.Last);
    }

    [Fact]
    public void Find_NarrowPage_HasNone() =>
        Assert.Null(Find([.. Enumerable.Range(0, 6).Select(i => Parts.Row(100 + (12 * i), (60, "abcdefg"), (120, "abcdefg")))]));

    [Fact]
    public void Find_CorridorNarrowerThanALetter_IsNone() =>
        Assert.Null(Find([.. Enumerable.Range(0, 6).Select(i => Parts.Row(100 + (12 * i), (60, Line), (214, Line)))]));

    [Fact]
    public void Find_PictureAcrossTheCorridor_EndsIt()
    {
        var rows = Columns(12, 60, 320);

        Assert.Null(Find(rows, new PageFloat(new Box(60, 90, 480, 260))));
        Assert.NotNull(Find(rows, new PageFloat(new Box(60, 300, 480, 400))));
    }

    [Fact]
    public void Find_TableAcrossTheCorridorBetweenRows_PartsIt()
    {
        List<TextRow> rows = [.. Columns(4, 60, 320), .. Columns(6, 60, 320, 300)];
        var table = new PageFloat(new Box(60, 160, 480, 290), new TableLayout(1, 1, []));

        Assert.Equal((4, 9), (Find(rows, table)!.Value.First, Find(rows, table)!.Value.Last));
    }

    [Fact]
    public void Find_TableInOneColumn_LeavesTheCorridorOpen()
    {
        List<TextRow> rows = [.. Columns(4, 60, 320), .. Columns(6, 60, 320, 300)];
        var table = new PageFloat(new Box(60, 160, 220, 290), new TableLayout(1, 1, []));

        Assert.Equal((0, 9), (Find(rows, table)!.Value.First, Find(rows, table)!.Value.Last));
    }

    private static List<TextRow> Columns(int rows, double left, double right, double top = 100) =>
        [.. Enumerable.Range(0, rows).Select(i => Parts.Row(top + (12 * i), (left, Line), (right, Line)))];

    private static Gutter? Find(IReadOnlyList<TextRow> rows, params PageFloat[] floats) =>
        GutterFinder.Find(rows, floats, Parts.Page());
}
