using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Text that something was drawn over.</summary>
public sealed class CoveredTextTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly string[] Own = UnreadTextTests.Own;

    [Fact]
    public async Task ExtractAsync_TextUnderAPicture_IsUnseen()
    {
        var picture = await TextPictures.PrintedAsync(engines);

        var text = await ExtractAsync(page => page.Text(60, 780, "The top line stays in sight.").Lines(60, 500, Own)
            .Image(picture.ToImage(), 50, 400, 500, 150));

        Assert.All(text.Words, word => Assert.Equal(word.Box.T > 200, word.Hidden));
        Assert.Contains(text.Words, word => word.Hidden);
    }

    [Fact]
    public async Task ExtractAsync_TextUnderAScanOfTheWholePage_MakesItAScan()
    {
        var lines = Enumerable.Range(0, 7).SelectMany(_ => TextPictures.Lines);
        var picture = await TextPictures.DrawAsync(engines, page => page.Lines(60, 740, lines, 12), 595, 842);

        var text = await ExtractAsync(page => page.Lines(300, 120, Own, 6).Image(picture.ToImage(), 0, 0, 595, 842));

        Assert.Equal(TextLayerQuality.ScannedPageWithStrayText, text.Reason);
        Assert.All(text.Words, word => Assert.True(word.Hidden));
    }

    [Fact]
    public async Task ExtractAsync_TextOnAPicture_IsSeen()
    {
        var text = await ExtractAsync(
            page => page.Image(TextPictures.Photo(400, 300), 50, 400, 500, 150).Lines(60, 500, Own));

        Assert.All(text.Words, word => Assert.False(word.Hidden));
    }

    [Theory]
    [InlineData("/ImageMask true /BitsPerComponent 1")]
    [InlineData("/ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 7 0 R")]
    public async Task ExtractAsync_TextUnderAPictureThatLetsItThrough_IsSeen(string kind)
    {
        var text = await ReadUnderAsync(kind);

        Assert.All(text.Words, word => Assert.False(word.Hidden));
        Assert.NotEmpty(text.Words);
    }

    [Fact]
    public async Task ExtractAsync_TextUnderAFlatPicture_IsUnseen()
    {
        var text = await ReadUnderAsync("/ColorSpace /DeviceGray /BitsPerComponent 8");

        Assert.All(text.Words, word => Assert.True(word.Hidden));
        Assert.NotEmpty(text.Words);
    }

    /// <summary>A line of text, and over it a picture of one white pixel; object 7 is a mask that lets all through.</summary>
    private Task<PageText> ReadUnderAsync(string kind)
    {
        var page = RawPdf.Page(
            "BT /F 14 Tf 60 700 Td (Twelve crates of apples and forty jars of honey) Tj ET q 500 0 0 300 50 500 cm /I Do Q",
            "/Font << /F 5 0 R >> /XObject << /I 6 0 R >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            RawPdf.Stream($"/Type /XObject /Subtype /Image /Width 1 /Height 1 {kind}", "\u00FF"),
            RawPdf.Stream(
                "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\0"));
        return engines.Extractor.ExtractAsync(
            engines.File(page), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
    }

    private Task<PageText> ExtractAsync(Action<PdfPage> draw) => engines.Extractor.ExtractAsync(
        engines.Pdf(new PdfBuilder().Page(draw)), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
}
