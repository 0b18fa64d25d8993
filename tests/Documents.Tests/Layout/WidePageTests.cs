namespace DaprProcessing.Documents.Tests.Layout;

/// <summary>Slides, plans and strips are wider than sheets of paper.</summary>
public sealed class WidePageTests
{
    private const string Apples =
        "Apples are sold by the crate, and the price is set each morning "
        + "by the auction house of the town. Late bids are not accepted.";
    private const string Honey =
        "Honey is sold by the jar, and the price has been the same since the spring "
        + "of last year. Orders are taken by phone every day.";

    [Theory]
    [InlineData(1920, 1080, 24)]
    [InlineData(2384, 1684, 18)]
    [InlineData(3370, 2384, 30)]
    [InlineData(14400, 14400, 90)]
    public void Analyze_TwoColumnsOfAWidePage_AreReadEachByItself(double width, double height, double size)
    {
        var page = new PageBuilder(1, width, height);
        page.Paragraph(0.05 * width, 0.2 * height, 0.4 * width, Apples + " " + Apples + " " + Apples, size);
        page.Paragraph(0.55 * width, 0.2 * height, 0.4 * width, Honey + " " + Honey + " " + Honey, size);

        Assert.Equal($"{Apples} {Apples} {Apples}\n\n{Honey} {Honey} {Honey}\n", Convert.ToMarkdown(page.Build()));
    }

    [Theory]
    [InlineData(1400, 20)]
    [InlineData(2250, 38)]
    [InlineData(6000, 50)]
    public void Analyze_StripOfOneLine_KeepsItsWordsInOrder(double width, double size)
    {
        var page = new PageBuilder(1, width, 90, Contracts.Pages.TextSource.Ocr)
            .Line(15, 25, Apples[..Math.Min(Apples.Length, (int)(width / size * 1.9))].TrimEnd(), size);

        Assert.Equal(Apples[..Math.Min(Apples.Length, (int)(width / size * 1.9))].TrimEnd() + "\n",
            Convert.ToMarkdown(page.Build()).Replace("# ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Analyze_TableAcrossAPlan_HasItsColumns()
    {
        var page = new PageBuilder(1, 2400, 1200);
        string[][] rows = [["Part", "Material", "Length"], ["Beam", "oak", "4.20"], ["Post", "pine", "2.80"],
            ["Rafter", "pine", "5.10"], ["Sill", "oak", "6.00"]];
        for (var i = 0; i < rows.Length; i++)
        {
            page.Line(1500, 200 + (20 * i), rows[i][0], 14).Line(1750, 200 + (20 * i), rows[i][1], 14)
                .Line(2000, 200 + (20 * i), rows[i][2], 14);
        }

        var table = Assert.Single(Convert.ToDocument(page.Build()).Tables);

        Assert.Equal((5, 3), (table.Data.NumRows, table.Data.NumCols));
    }
}
