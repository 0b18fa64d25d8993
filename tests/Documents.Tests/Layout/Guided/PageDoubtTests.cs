using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Guided;

namespace DaprProcessing.Documents.Tests.Layout.Guided;

public sealed class PageDoubtTests
{
    private const string Prose = "The harbour of the town was built in two years, and it has been dredged every spring since "
        + "then, which the council pays for out of the fees that ships leave behind when they go on to other places.";

    [Fact]
    public void Doubt_RunningText_IsNone()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 100, 400, Prose);

        Assert.Null(new PageStudy(page.Build()).Doubt);
    }

    [Fact]
    public void Doubt_FullTable_IsNone() =>
        Assert.Null(Doubt(["Month", "Ships", "Cargo"], ["March", "31", "salt"], ["April", "28", "coal"], ["May", "40", "glass"]));

    [Fact]
    public void Doubt_TableWithHoles_IsWeakGrid() => Assert.Equal(
        PageDoubt.WeakGrid, Doubt(["a", "", "b"], ["c", "d", ""], ["", "e", "f"], ["g", "", "h"], ["i", "", "j"]));

    [Fact]
    public void Doubt_LinesInPiecesThatAreNoTable_ArePiecesApart()
    {
        var page = new PageBuilder();
        for (var i = 0; i < 4; i++)
        {
            page.Line(72 + (9 * i), 200 + (40 * i), "alpha").Line(200 - (5 * i), 200 + (40 * i), "beta")
                .Line(300 + (13 * i), 200 + (40 * i), "gamma");
        }

        Assert.Equal(PageDoubt.PiecesApart, new PageStudy(page.Build()).Doubt);
    }

    [Fact]
    public void Doubt_ManyShortBoldLines_AreHeadingsByType()
    {
        var page = new PageBuilder();
        var y = 60.0;
        for (var i = 0; i < 7; i++)
        {
            page.Line(72, y, $"Harbour works part {(char)('A' + i)}", face: Face.Bold);
            y = page.Paragraph(72, y + 20, 400, Prose) + 14;
        }

        Assert.Equal(PageDoubt.HeadingsByType, new PageStudy(page.Build()).Doubt);
    }

    private static string? Doubt(params string[][] rows)
    {
        var page = new PageBuilder();
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var (x, text) in new double[] { 72, 180, 330 }.Zip(rows[i]).Where(cell => cell.Second.Length > 0))
            {
                page.Line(x, 200 + (14 * i), text);
            }
        }

        return new PageStudy(page.Build()).Doubt;
    }
}
