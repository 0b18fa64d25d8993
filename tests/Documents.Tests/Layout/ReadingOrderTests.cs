using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class ReadingOrderTests
{
    private const string Left =
        "Left column text about timber that comes from the north every spring "
        + "and leaves again in autumn after the ice has gone from the bay.";
    private const string Right =
        "Right column text about glass that comes from the south every autumn "
        + "and stays for the winter because the road is closed by snow.";

    [Fact]
    public void Analyze_TwoColumnsUnderATitle_ReadsTitleThenLeftThenRight()
    {
        var page = new PageBuilder();
        page.Line(150, 60, "A Title Across Both Columns", 18, Face.Bold);
        var y = page.Paragraph(60, 110, 235, Left) + 12;
        page.Paragraph(60, y, 235, Left);
        page.Paragraph(60, y + 110, 235, Left);
        // The columns' lines stand at half a line's distance from each other.
        page.Paragraph(310, 116, 235, Right);
        page.Paragraph(310, y + 5, 235, Right);
        page.Paragraph(310, y + 116, 235, Right);

        var markdown = Convert.ToMarkdown(page.Build());

        Assert.Equal($"# A Title Across Both Columns\n\n{Left}\n\n{Left}\n\n{Left}\n\n{Right}\n\n{Right}\n\n{Right}\n", markdown);
    }

    [Fact]
    public void Analyze_ScanThatLayAskew_ReadsAsIfLevelWhereItStands()
    {
        var page = new PageBuilder();
        var y = page.Paragraph(60, 110, 235, Left) + 12;
        page.Paragraph(60, y, 235, Left);
        page.Paragraph(310, 110, 235, Right);
        page.Paragraph(310, y, 235, Right);
        var askew = Askew(page.Build(), 5);

        var blocks = PageAnalyzer.Analyze(askew).Blocks;

        Assert.Equal([Left, Left, Right, Right], blocks.Select(block => block.Text));
        Assert.All(askew.Words, word => Assert.Contains(blocks, block => block.Box.Union(word.Box) == block.Box));
    }

    private static PageText Askew(PageText page, double slopeDeg)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(slopeDeg));
        return page with { Words = [.. page.Words.Select(word => word with { Box = Turned(word.Box) })], SlopeDeg = slopeDeg };

        Box Turned(Box box)
        {
            var (x, y) = ((box.L + box.R - page.WidthPt) / 2, (box.T + box.B - page.HeightPt) / 2);
            var left = (x * cos) - (y * sin) + ((page.WidthPt - box.Width) / 2);
            var top = (x * sin) + (y * cos) + ((page.HeightPt - box.Height) / 2);
            return new Box(left, top, left + box.Width, top + box.Height);
        }
    }

    [Fact]
    public void Assemble_ParagraphThatGoesOnInTheNextColumn_IsOneWithTwoPlaces()
    {
        var page = new PageBuilder();
        page.Paragraph(60, 100, 235, Left);
        page.Lines(60, 300, 10, "This paragraph stands at the foot of the left", "column and does not end because the sentence");
        page.Lines(310, 100, 10, "goes on at the top of the right column where", "the rest of the words is printed in full.");
        page.Paragraph(310, 200, 235, Right);

        var document = Convert.ToDocument(page.Build());

        var joined = Assert.Single(document.Texts, text => text.Prov.Count == 2);
        Assert.Contains("because the sentence goes on at the top", joined.Text, StringComparison.Ordinal);
        Assert.Equal([0, joined.Text.IndexOf("goes on", StringComparison.Ordinal)],
            [joined.Prov[0].Charspan[0], joined.Prov[1].Charspan[0]]);
        Assert.Equal(joined.Text.Length, joined.Prov[1].Charspan[1]);
    }

    [Fact]
    public void Assemble_ParagraphOverAPageBreak_IsJoinedAcrossFooterAndHeader()
    {
        var first = new PageBuilder(1).Line(60, 30, "Harbour Report", 8)
            .Lines(60, 600, 10, "The last lines of the first page stop in the middle of a long sentence",
            "and the reader has to turn the page before the word is com-").Line(300, 760, "1", 9).Build();
        var second = new PageBuilder(2).Line(60, 30, "Harbour Report", 8)
            .Lines(60, 100, 10, "pleted on the second page, where the sentence comes to its end at last.")
            .Line(300, 760, "2", 9).Build();

        var markdown = Convert.ToMarkdown(first, second);

        Assert.Contains("before the word is completed on the second page", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n1\n", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_HeadingBelowTwoColumns_BelongsToWhatFollows()
    {
        var page = new PageBuilder();
        var left = page.Paragraph(60, 100, 235, Left + " " + Left);
        page.Paragraph(310, 100, 235, Right + " " + Right);
        page.Line(60, left + 16, "Further news", 11, Face.Bold);
        page.Paragraph(60, left + 32, 485, Left + " " + Right);

        var markdown = Convert.ToMarkdown(page.Build());

        Assert.Contains($"{Right}\n\n# Further news\n\n{Left}", markdown.Replace("## ", "# ", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_ThreeColumns_ReadsThemInOrder()
    {
        var page = new PageBuilder();
        foreach (var (x, name) in new[] { (40.0, "First"), (220.0, "Second"), (400.0, "Third") })
        {
            page.Paragraph(x, 100, 165,
                $"{name} column with enough words in it to fill several lines of the narrow measure that newspapers are set in.");
        }

        var markdown = Convert.ToMarkdown(page.Build());

        Assert.StartsWith("First column", markdown, StringComparison.Ordinal);
        Assert.Contains("set in.\n\nSecond column", markdown, StringComparison.Ordinal);
        Assert.Contains("set in.\n\nThird column", markdown, StringComparison.Ordinal);
    }
}
