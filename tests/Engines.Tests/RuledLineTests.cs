using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Ruling lines, read from the page's operations.</summary>
public sealed class RuledLineTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Rules_WhiteLettersOnAFilledBand_AreItsFourEdges()
    {
        var rules = await Rules("0 0 0.6 rg 72 680 300 40 re f BT /F0 20 Tf 1 1 1 rg 80 690 Td (Il Il Il Il) Tj ET");

        Assert.Equal([(72.0, 372.0), (72.0, 372.0)], Level(rules).Select(rule => (rule.L, rule.R)));
        Assert.Equal([72, 372], Upright(rules).Select(rule => Math.Round((rule.L + rule.R) / 2)));
    }

    [Fact]
    public async Task Rules_ThinFilledRectangle_IsOneLine() =>
        Assert.Equal(new Box(72, 140, 372, 142), Assert.Single(await Rules("72 700 300 2 re f")));

    [Fact]
    public async Task Rules_FillsOfOneColourSideBySide_AreOneArea()
    {
        var rules = await Rules("0.8 g 72 700 100 12 re f 172 700 200 12 re f 72 680 300 20.5 re f");

        Assert.Equal([130, 162], Level(rules).Select(rule => Math.Round((rule.T + rule.B) / 2)));
        Assert.Equal([72, 372], Upright(rules).Select(rule => Math.Round((rule.L + rule.R) / 2)));
    }

    [Fact]
    public async Task Rules_FillsOfTwoColours_PartWhereTheyMeet() =>
        Assert.Equal([142, 162, 182], Level(await Rules("0.8 g 72 680 300 20 re f 0.6 g 72 660 300 20 re f"))
            .Select(rule => Math.Round((rule.T + rule.B) / 2)).Distinct());

    [Fact]
    public async Task Rules_ThinOutlineLeftOpen_IsOneLine() =>
        Assert.Equal(new Box(72, 142, 372, 142.48), Assert.Single(await Rules("72 700 m 372 700 l 372 699.52 l 72 699.52 l f")));

    [Fact]
    public async Task Rules_SideDrawnCellByCell_IsOneLine()
    {
        var rules = await Rules("1 w 100 700 m 100 688 l S 100 686 m 100 674 l S 100 672 m 100 660 l S");

        var rule = Assert.Single(rules);
        Assert.Equal((142.0, 182.0), (rule.T, rule.B));
    }

    [Fact]
    public async Task Rules_PiecesFarApart_AreTooShortToBeLines() =>
        Assert.Empty(await Rules("1 w 100 700 m 100 688 l S 100 670 m 100 658 l S"));

    [Fact]
    public async Task Rules_TurnedAndScaledSpace_IsThatOfThePage() =>
        Assert.Equal(new Box(199, 142, 201, 342), Assert.Single(await Rules("q 0 2 -2 0 200 500 cm 1 w 0 0 m 100 0 l S Q")));

    [Fact]
    public async Task Rules_ClippedLine_EndsAtTheClip() =>
        Assert.Equal((100.0, 200.0), (await Rules("q 100 600 100 200 re W n 1 w 50 700 m 400 700 l S Q")) is [var rule]
            ? (rule.L, rule.R) : default);

    [Fact]
    public async Task Rules_LineInsideAForm_IsThatOfThePage()
    {
        var source = engines.File(RawPdf.Page("BT /F 9 Tf 20 20 Td (x) Tj ET q 1 0 0 1 10 100 cm /X Do Q",
            "/Font << /F 6 0 R >> /XObject << /X 5 0 R >>",
            RawPdf.Stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", "2 w 62 600 m 362 600 l S"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"));

        var text = await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.Everywhere), default);

        Assert.Equal(new Box(72, 141, 372, 143), Assert.Single(text.Rules));
    }

    [Fact]
    public async Task Rules_LinesThatAScanShows_AreSeen()
    {
        var picture = await TextPictures.DrawAsync(
            engines, page => page.Line(60, 700, 460, 700, 2).Line(60, 500, 60, 700, 2), 595, 842);
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Image(picture.ToImage(), 0, 0, 595, 842)
            .Text(70, 600, "recognised", hidden: true)));

        var text = await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.Everywhere), default);

        var level = Assert.Single(Level(text.Rules));
        Assert.InRange(level.Width, 395, 405);
        Assert.InRange(level.CenterY, 140, 144);
        Assert.InRange(Assert.Single(Upright(text.Rules)).Height, 195, 205);
    }

    [Theory]
    [InlineData("1 1 1 RG 1 w 72 700 m 372 700 l S")]
    [InlineData("1 1 1 rg 72 600 300 100 re f")]
    [InlineData("1 w 72 700 m 372 600 l S")]
    [InlineData("0 0 595 842 re f")]
    public async Task Rules_WhatNobodySeesAsALine_IsNone(string operators) => Assert.Empty(await Rules(operators));

    [Fact]
    public async Task Rules_GridRoundSentences_AreToldOfWithoutAskingForAll()
    {
        const string Sentence = "A cell that holds a whole sentence of running text, as forms do";
        var source = engines.Pdf(new PdfBuilder().Page(page =>
            page.Table(72, 700, 220, 30, [[Sentence, Sentence], [Sentence, Sentence]], sizePt: 6)));

        var text = await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        Assert.Equal(6, text.Rules.Count);
    }

    private static IEnumerable<Box> Level(IEnumerable<Box> rules) => rules.Where(rule => rule.Width > rule.Height);

    private static IEnumerable<Box> Upright(IEnumerable<Box> rules) => rules.Where(rule => rule.Height > rule.Width);

    private async Task<IReadOnlyList<Box>> Rules(string operators)
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Text(20, 20, "x").Raw(operators)));
        return (await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.Everywhere), default)).Rules;
    }
}
