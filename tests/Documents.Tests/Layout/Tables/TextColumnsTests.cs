using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

/// <summary>Columns of a ruled table that no line parts, and rows that none does.</summary>
public sealed class TextColumnsTests
{
    private static readonly double[] Edges = [70, 200, 400];
    private static readonly double[] Ys = [90, 104, 118, 132, 146];

    [Fact]
    public void Add_NumbersThatStandApartInEachRow_PartTheColumn()
    {
        var rows = Parts.Table(94, [75, 210, 320], ["North", "1,200", "31"], ["South", "1,310", "28"], ["River", "970", "14"]);

        var xs = TextColumns.Add(Edges, Ys, rows);

        Assert.Equal(4, xs.Length);
        Assert.InRange(xs[2], 236, 320);
    }

    [Fact]
    public void Add_MarkersOfAListInACell_PartNothing()
    {
        var rows = Parts.Table(94, [75, 210, 225], ["North", "•", "salt"], ["South", "•", "coal"], ["River", "•", "iron"]);

        Assert.Equal(Edges, TextColumns.Add(Edges, Ys, rows));
    }

    [Fact]
    public void Add_SentencesWithWideGaps_PartNothing()
    {
        var rows = Parts.Table(94, [75, 210, 420],
            ["North", "The ships of the bay went out to sea", "before the wind had turned to"],
            ["South", "None came back before the evening of", "that day, so that the pilots were"],
            ["River", "asked to look for them along all the", "coast between the two lighthouses"]);

        Assert.Equal([70, 200, 620], TextColumns.Add([70, 200, 620], Ys, rows));
    }

    [Fact]
    public void Add_GapsAtOtherPlacesInEachRow_PartNothing()
    {
        var rows = new[] { (94, 250), (108, 290), (122, 330) }
            .Select(row => Parts.Row(row.Item1, (210, "salt"), (row.Item2, "coal and iron"))).ToList();

        Assert.Equal(Edges, TextColumns.Add(Edges, Ys, rows));
    }

    [Fact]
    public void Analyze_OnlySomeColumnsRuled_HasACellForEachNumber()
    {
        var page = Frame(new PageBuilder(), rows: 4).Line(75, 105, "Port").Line(240, 105, "Both harbours");
        Row(page, 125, "Oakes", "31", "214", "0.5");
        Row(page, 145, "Lowick", "28", "198", "0.7");
        Row(page, 165, "Both", "59", "412", "0.6");

        var data = Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

        Assert.Equal((4, 4), (data.NumRows, data.NumCols));
        Assert.Equal(["Lowick", "28", "198", "0.7"],
            data.TableCells.Where(cell => cell.StartRowOffsetIdx == 2).Select(cell => cell.Text));
        Assert.True(Assert.Single(data.TableCells, cell => cell.Text == "Both harbours").ColSpan > 1);
    }

    [Fact]
    public void Analyze_NumbersCloseTogether_AreCellsOfTheirOwn()
    {
        var page = Frame(new PageBuilder(), rows: 4);
        Row(page, 105, "Oakes", "31", "214", "0.5");
        Row(page, 125, "Lowick", "28", "198", "0.7");
        Row(page, 145, "Moor", "17", "105", "0.4");
        page.Line(75, 165, "All").Line(233, 165, "7600").Line(256, 165, "517").Line(320, 165, "0.6");

        var data = Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

        Assert.Equal(["All", "7600", "517", "0.6"],
            data.TableCells.Where(cell => cell.StartRowOffsetIdx == 3).Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_NumbersThatNoLinePartsBetweenRuledRows_AreNoMergedCell()
    {
        var page = Frame(new PageBuilder(), rows: 1);
        page.Rule(70, 140, 400, 140.5).Rule(70, 120, 200, 120.5).Rule(70, 160, 400, 160.5);
        page.Rule(70, 120, 70.5, 160).Rule(200, 120, 200.5, 160).Rule(400, 120, 400.5, 160).Rule(300, 100, 300.5, 160);
        page.Line(75, 105, "Oakes").Line(240, 105, "31").Line(340, 105, "5");
        page.Line(75, 125, "Lowick").Line(240, 125, "28").Line(340, 125, "7");
        page.Line(75, 145, "Moor").Line(240, 145, "17").Line(340, 145, "4");

        var data = Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

        Assert.Equal(["31", "28", "17"], data.TableCells.Where(cell => cell.StartColOffsetIdx == 1).Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_NamesThatNoLineParts_HaveTheRowsOfTheNumbersBesideThem()
    {
        var page = new PageBuilder().Rule(70, 100, 400, 100.5).Rule(70, 160, 400, 160.5);
        page.Rule(70, 100, 70.5, 160).Rule(200, 100, 200.5, 160).Rule(300, 100, 300.5, 160).Rule(400, 100, 400.5, 160);
        page.Rule(200, 120, 400, 120.5).Rule(200, 140, 400, 140.5);
        string[] names = ["Oakes", "Lowick", "Moor"];
        for (var i = 0; i < names.Length; i++)
        {
            page.Line(75, 105 + (20 * i), names[i]).Line(240, 105 + (20 * i), $"3{i}").Line(340, 105 + (20 * i), $"{i}.5");
        }

        var data = Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

        Assert.Equal(names, data.TableCells.Where(cell => cell.StartColOffsetIdx == 0).Select(cell => cell.Text));
    }

    [Fact]
    public void Analyze_NameWrappedBetweenTheNumbersBesideIt_IsOneCell()
    {
        var page = new PageBuilder().Rule(70, 100, 400, 100.5).Rule(70, 140, 400, 140.5).Rule(70, 160, 400, 160.5);
        page.Rule(70, 100, 70.5, 160).Rule(200, 100, 200.5, 160).Rule(300, 100, 300.5, 160).Rule(400, 100, 400.5, 160);
        page.Rule(200, 120, 400, 120.5);
        page.Line(75, 108, "Northern").Line(75, 120, "Harbour").Line(240, 104, "31").Line(340, 104, "5");
        page.Line(240, 124, "28").Line(340, 124, "7").Line(75, 145, "Moor").Line(240, 145, "4").Line(340, 145, "2");

        var data = Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

        Assert.Equal(2, Assert.Single(data.TableCells, cell => cell.Text == "Northern Harbour").RowSpan);
    }

    [Fact]
    public void Analyze_NumberAloneInAnUnruledRow_KeepsItsColumn()
    {
        var page = new PageBuilder();
        foreach (var y in new[] { 100, 120, 140, 160 })
        {
            page.Rule(70, y, 400, y + 0.5);
        }

        page.Rule(70, 100, 70.5, 160).Rule(400, 100, 400.5, 160).Rule(200, 100, 200.5, 140).Rule(300, 100, 300.5, 140);
        page.Line(75, 105, "Oakes").Line(210, 105, "March").Line(360, 105, "310");
        page.Line(75, 125, "Lowick").Line(210, 125, "April").Line(360, 125, "280");
        page.Line(360, 145, "590");

        var data = Assert.Single(Convert.ToDocument(page.Build()).Tables).Data;

        Assert.Equal((2, 1), Place(Assert.Single(data.TableCells, cell => cell.Text == "590")));
    }

    private static (int Column, int Span) Place(TableCell cell) => (cell.StartColOffsetIdx, cell.ColSpan);

    private static void Row(PageBuilder page, double y, string name, string ships, string crew, string share) =>
        page.Line(75, y, name).Line(230, y, ships).Line(270, y, crew).Line(320, y, share);

    /// <summary>Two columns, of names and of all the rest, and rows twenty points high.</summary>
    private static PageBuilder Frame(PageBuilder page, int rows)
    {
        for (var row = 0; row <= rows; row++)
        {
            page.Rule(70, 100 + (20 * row), 400, 100 + (20 * row) + 0.5);
        }

        foreach (var x in Edges)
        {
            page.Rule(x, 100, x + 0.5, 100 + (20 * rows));
        }

        return page;
    }
}
