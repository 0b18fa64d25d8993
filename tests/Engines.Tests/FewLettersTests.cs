using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>A title or a word that a page shows and its text layer does not tell of: too few letters to be seen by their
/// number.</summary>
public sealed class FewLettersTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly string[] Own = UnreadTextTests.Own;

    [Theory]
    [InlineData("SHADE", 60, 640, 24)]
    [InlineData("2075", 60, 640, 40)]
    [InlineData("Odds", 60, 560, 120)]
    public async Task ExtractAsync_TitleOfAFewDrawnLetters_TellsWhere(string title, double x, double y, double height)
    {
        var text = await ExtractAsync(page => page.Lines(60, 780, Own).Raw(CurvedLetters.Draw(title, x, y, height, "f")));

        var unread = Assert.Single(text.Unread!);
        Assert.InRange(unread.L, x - height, x);
        Assert.InRange(unread.T, 842 - y - (2 * height), 842 - y - height);
        Assert.InRange(unread.B, 842 - y, 842 - y + height);
    }

    [Fact]
    public async Task ExtractAsync_TitleOfAFewDrawnLettersOnItsSide_TellsWhere()
    {
        var text = await ExtractAsync(page => page.Lines(60, 780, Own).Raw("q 0 1 -1 0 0 0 cm")
            .Raw(CurvedLetters.Draw("SHADE", 200, -500, 24, "f")).Raw("Q"));

        Assert.True(Assert.Single(text.Unread!) is var unread && unread.Height > 2 * unread.Width);
    }

    [Theory]
    [InlineData("/Sh sh")]
    [InlineData("0 0 0.5 rg 0 0 595 842 re f")]
    public async Task ExtractAsync_TitleSeenThroughItsOutlines_TellsWhere(string paint)
    {
        var source = RawPdf.Page(
            $"BT /F1 11 Tf 60 780 Td ({Own[0]}) Tj ET q {CurvedLetters.Draw("SHADE", 60, 640, 30, "")} W n {paint} Q",
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /Shading << /Sh << /ShadingType 2 "
                + "/ColorSpace /DeviceRGB /Coords [0 0 595 0] /Extend [true true] /Function << /FunctionType 2 /N 1 "
                + "/Domain [0 1] /C0 [0.6 0 0] /C1 [0 0 0.6] >> >> >>");

        var text = await engines.Extractor.ExtractAsync(
            engines.File(source), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        Assert.InRange(Assert.Single(text.Unread!).CenterY, 842 - 680, 842 - 630);
    }

    [Theory]
    [InlineData("0 0 m 6 12 l 12 0 l h f")]
    [InlineData("6 12 m 7.5 7.5 l 12 7.5 l 8.4 4.8 l 9.7 0 l 6 2.9 l 2.3 0 l 3.6 4.8 l 0 7.5 l 4.5 7.5 l h f")]
    public async Task ExtractAsync_SymbolsInARow_AreNoText(string symbol)
    {
        var row = string.Concat(Enumerable.Range(0, 6).Select(at => $"q 1 0 0 1 {60 + (at * 16)} 640 cm {symbol} Q "));

        Assert.Null((await ExtractAsync(page => page.Lines(60, 780, Own).Raw(row))).Unread);
    }

    [Theory]
    [InlineData("Invoice", 60, 18)]
    [InlineData("Notice", 150, 40)]
    public async Task ExtractAsync_PictureOfAWordBesideText_TellsWhere(string word, double width, double height)
    {
        var picture = await TextPictures.DrawAsync(
            engines, page => page.Text(2, height * 0.3, word, height * 0.8), width, height);

        var text = await ExtractAsync(page => page.Lines(60, 780, Own).Image(picture.ToImage(), 60, 500, width, height));

        Assert.Equal(width * height, Assert.Single(text.Unread!).Area, width * height / 50);
    }

    [Fact]
    public async Task ExtractAsync_PictureWithASignOfManyLines_IsLeftAlone()
    {
        var picture = await TextPictures.DrawAsync(engines,
            page => page.Lines(2, 62, ["Harbour", "Trade", "Board", "of Linden"], 14), 100, 62);

        Assert.Null((await ExtractAsync(page => page.Lines(60, 780, Own).Image(picture.ToImage(), 60, 500, 100, 62))).Unread);
    }

    [Theory]
    [InlineData("SHADE", 60, 640, 24, "q")]
    [InlineData("SHADE", 40, 480, 120, "q")]
    [InlineData("SHADE", 200, -500, 24, "q 0 1 -1 0 0 0 cm")]
    [InlineData("SHADE", -400, 500, 24, "q 0 -1 1 0 0 0 cm")]
    public async Task RecognizeAsync_TitleOfAFewDrawnLetters_IsRead(
        string title, double x, double y, double height, string turn)
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Lines(60, 780, Own)
            .Raw(turn).Raw(CurvedLetters.Draw(title, x, y, height, "f")).Raw("Q")));
        var layer = await engines.Extractor.ExtractAsync(
            source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        var found = await engines.Recognizer.RecognizeAsync(
            source, 1, new RecognizeSettings(Regions: layer.Unread, HidesText: true), default);

        Assert.Equal(title, found.PlainText.Trim());
    }

    private Task<PageText> ExtractAsync(Action<PdfPage> draw) => engines.Extractor.ExtractAsync(
        engines.Pdf(new PdfBuilder().Page(draw)), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
}
