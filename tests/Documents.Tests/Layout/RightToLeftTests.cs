using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Layout;

/// <summary>Pages that read from right to left: what stands at the left elsewhere stands at the right here.</summary>
public sealed class RightToLeftTests
{
    private const string Sentence = "המשרד מנהל רשימה של כל ספינה הנכנסת אל המפרץ ושל כל ספינה העוזבת אותו";

    [Fact]
    public void Analyze_TwoColumns_AreReadFromTheRightOne()
    {
        var page = new PageBuilder();
        for (var line = 0; line < 12; line++)
        {
            Line(page, 540, 100 + (12 * line), $"ימין {Sentence[..30]}");
            Line(page, 290, 100 + (12 * line), $"שמאל {Sentence[..30]}");
        }

        var text = Text(Convert.ToDocument(page.Build()));

        Assert.True(text.LastIndexOf("ימין", StringComparison.Ordinal) < text.IndexOf("שמאל", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Analyze_Table_StartsWithItsRightmostColumn()
    {
        var page = new PageBuilder();
        string[][] rows = [["חודש", "ספינות", "מטען"], ["ינואר", "12", "עצים"], ["פברואר", "7", "זכוכית"], ["מרץ", "31", "מלח"],
            ["אפריל", "28", "פחם"]];
        foreach (var (index, cells) in rows.Index())
        {
            Line(page, 540, 100 + (14 * index), cells[0]);
            Line(page, 400, 100 + (14 * index), cells[1]);
            Line(page, 280, 100 + (14 * index), cells[2]);
        }

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal(rows.Select(row => string.Join('|', row)),
            table.Data.Grid.Select(row => string.Join('|', row.Select(cell => cell.Text))));
        var first = table.Data.TableCells[0].Bbox!;
        Assert.True(first.L > 500 && first.R < 545, $"the first cell lies at the right: {first}");
    }

    [Fact]
    public void Analyze_RuledTable_StartsWithItsRightmostColumn()
    {
        var page = new PageBuilder();
        for (var y = 100; y <= 160; y += 20)
        {
            page.Rule(200, y, 500, y + 0.5);
        }

        page.Rule(200, 100, 200.5, 160).Rule(350, 100, 350.5, 160).Rule(500, 100, 500.5, 160);
        string[][] rows = [["שם", "משקל"], ["תיבה", "9"], ["רפסודה", "2"]];
        foreach (var (index, cells) in rows.Index())
        {
            Line(page, 490, 104 + (20 * index), cells[0]);
            Line(page, 340, 104 + (20 * index), cells[1]);
        }

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal(rows.Select(row => string.Join('|', row)),
            table.Data.Grid.Select(row => string.Join('|', row.Select(cell => cell.Text))));
    }

    [Fact]
    public void Analyze_NestedList_IsNestedByItsRightEdge()
    {
        var page = new PageBuilder();
        Line(page, 540, 100, "• עצים");
        Line(page, 520, 114, "– אלון");
        Line(page, 520, 128, "– אורן");
        Line(page, 540, 142, "• זכוכית");

        var document = Convert.ToDocument(page.Build());

        Assert.Equal(["עצים", "אלון", "אורן", "זכוכית"], document.Texts.Select(text => text.Text));
        Assert.Equal(2, document.Groups.Count);
        Assert.Equal(document.Texts[0].SelfRef, document.Groups[1].Parent!.Ref);
    }

    [Fact]
    public void Analyze_NumberedItems_KeepTheirNumbers()
    {
        var page = new PageBuilder();
        Line(page, 540, 100, "1. עצים מן הצפון");
        Line(page, 540, 114, "2. זכוכית");
        Line(page, 540, 128, "3. מלח");

        Assert.Equal([("1.", "עצים מן הצפון"), ("2.", "זכוכית"), ("3.", "מלח")],
            Convert.ToDocument(page.Build()).Texts.Select(text => (text.Marker, text.Text)));
    }

    [Fact]
    public void Analyze_Paragraph_IsPlacedWhereItStands()
    {
        var page = new PageBuilder();
        Line(page, 540, 100, Sentence[..28]);
        Line(page, 540, 112, Sentence[..28]);

        var box = Assert.Single(Convert.ToDocument(page.Build()).Texts).Prov[0].Bbox;

        Assert.Equal(540, box.R);
        Assert.True(box.L > 300, $"{box.L}");
    }

    [Fact]
    public void Analyze_HeadingOverText_IsAHeading()
    {
        var page = new PageBuilder();
        Line(page, 540, 80, "ספינות ומטען", 18);
        for (var line = 0; line < 8; line++)
        {
            Line(page, 540, 120 + (12 * line), Sentence);
        }

        Assert.Equal(Labels.Title, Convert.ToDocument(page.Build()).Texts[0].Label);
    }

    [Fact]
    public void Analyze_LatinNameInALine_IsReadToTheRight()
    {
        var page = new PageBuilder();
        Line(page, 540, 100, "המשרד של Bay Kestrel נפתח");

        Assert.Equal("המשרד של Kestrel Bay נפתח", Assert.Single(Convert.ToDocument(page.Build()).Texts).Text);
    }

    [Fact]
    public void Analyze_HebrewQuotationOnALeftToRightPage_IsReadFromTheRight()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 100, 460, Convert.Prose);
        page.Line(72, 160, "The sign at the gate says");
        Line(page, 280, 160, "המשרד נפתח מחר");

        Assert.Equal("The sign at the gate says המשרד נפתח מחר", Convert.ToDocument(page.Build()).Texts[^1].Text);
    }

    private static string Text(DoclingDocument document) => DaprProcessing.Documents.Export.DoclingText.ToText(document);

    /// <summary>Words set one after the other to the left.</summary>
    private static void Line(PageBuilder page, double right, double y, string text, double size = 10)
    {
        foreach (var word in text.Split(' '))
        {
            var width = PageBuilder.WidthOf(word, size);
            page.Word(word, new Box(right - width, y, right, y + (1.1 * size)), size);
            right -= width + (0.5 * size);
        }
    }
}
