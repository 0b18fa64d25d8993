using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests;

internal static class SamplePages
{
    /// <summary>A page with a running head, headings, text, lists, a picture with its caption, code, a footnote and a page
    /// number.</summary>
    public static PageText Rich(int pageNo)
    {
        var page = new PageBuilder(pageNo);
        page.Line(72, 30, "Harbour Report", 8).Line(300, 760, $"{pageNo}", 8);
        page.Line(72, 70, "1. Ships and cargo", 16, Face.Bold);
        var y = page.Paragraph(72, 100, 460, Convert.Prose) + 8;
        page.Line(72, y, "• timber from the north").Line(72, y + 14, "• glass").Line(90, y + 28, "1. green glass")
            .Line(90, y + 42, "2. clear glass");
        page.Image(150, 300, 400, 400).Line(150, 410, "Figure 1: The harbour from the east", 9);
        page.Line(72, 450, "open(channel);", 10, Face.Mono).Line(84, 462, "sail(ship);", 10, Face.Mono);
        page.Paragraph(72, 500, 460, Convert.Prose);
        page.Line(72, 700, "1 Measured in the year of the great ice.", 7);
        return page.Build();
    }
}
