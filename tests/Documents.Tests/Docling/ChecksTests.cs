using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Docling;

public sealed class ChecksTests
{
    private static readonly PageItemSize Letter = new(612, 792);

    [Theory]
    [InlineData(72, 700, 300, 680, BoundingBox.BottomLeft, null)]
    [InlineData(72, 100, 300, 120, BoundingBox.TopLeft, null)]
    [InlineData(-1, -1, 613, 793, BoundingBox.TopLeft, null)]
    [InlineData(72, 680, 300, 700, BoundingBox.BottomLeft, "box is inverted")]
    [InlineData(300, 100, 72, 120, BoundingBox.TopLeft, "box is inverted")]
    [InlineData(72, 120, 300, 100, BoundingBox.TopLeft, "box is inverted")]
    [InlineData(-3, 100, 300, 120, BoundingBox.TopLeft, "box lies outside its page")]
    [InlineData(72, 100, 615, 120, BoundingBox.TopLeft, "box lies outside its page")]
    [InlineData(72, 100, 300, 795, BoundingBox.TopLeft, "box lies outside its page")]
    [InlineData(72, 795, 300, 700, BoundingBox.BottomLeft, "box lies outside its page")]
    [InlineData(72, double.NaN, 300, 120, BoundingBox.TopLeft, "box is not finite")]
    [InlineData(72, 100, double.PositiveInfinity, 120, BoundingBox.TopLeft, "box is not finite")]
    [InlineData(72, 100, 300, 120, "MIDDLE", "unknown coord_origin 'MIDDLE'")]
    public void Check_ABox_SaysWhatIsWrong(double l, double t, double r, double b, string origin, string? expected)
    {
        var problems = new List<string>();

        BoxChecks.Check(new BoundingBox(l, t, r, b, origin), Letter, problems.Add);

        Assert.Equal(expected is null ? [] : [expected], problems);
    }

    [Theory]
    [InlineData(0, 1, 0, 1, null)]
    [InlineData(0, 2, 0, 2, null)]
    [InlineData(1, 2, 1, 3, "cell 1:2, 1:3 lies outside 2 × 2")]
    [InlineData(1, 3, 0, 1, "cell 1:3, 0:1 lies outside 2 × 2")]
    [InlineData(-1, 1, 0, 1, "cell -1:1, 0:1 lies outside 2 × 2")]
    [InlineData(1, 1, 0, 1, "cell 1:1, 0:1 lies outside 2 × 2")]
    public void Of_ACell_SaysWhereItLies(int top, int bottom, int left, int right, string? expected)
    {
        var data = new TableData { NumRows = 2, NumCols = 2, TableCells = [Cell(top, bottom, left, right)] };

        Assert.Equal(expected is null ? [] : [expected], TableChecks.Of(data));
    }

    [Fact]
    public void Of_CellsThatOverlap_NamesTheSecond()
    {
        var data = new TableData { NumRows = 2, NumCols = 2,
            TableCells = [Cell(0, 2, 0, 1), Cell(1, 2, 0, 2), Cell(0, 1, 1, 2)] };

        Assert.Equal(["cell 1, 0 overlaps another"], TableChecks.Of(data));
    }

    [Fact]
    public void Of_SpanThatContradictsItsOffsets_IsNamed()
    {
        var cell = Cell(0, 1, 0, 2);
        cell.ColSpan = 1;

        Assert.Equal(["cell 0, 0 spans other than its offsets"],
            TableChecks.Of(new TableData { NumRows = 1, NumCols = 2, TableCells = [cell] }));
    }

    [Fact]
    public void Validate_DocumentWithoutEnd_StopsAtAHundredProblems()
    {
        var document = new DoclingDocument { Name = "x" };
        document.Body.Children.AddRange(Enumerable.Range(0, 500).Select(i => new RefItem($"#/texts/{i}")));

        Assert.Equal(DoclingValidator.MaxProblems, DoclingValidator.Validate(document).Count);
    }

    private static TableCell Cell(int top, int bottom, int left, int right) => new()
    {
        StartRowOffsetIdx = top, EndRowOffsetIdx = bottom, StartColOffsetIdx = left, EndColOffsetIdx = right,
            RowSpan = bottom - top, ColSpan = right - left,
    };
}
