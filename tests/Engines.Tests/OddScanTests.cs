using System.Globalization;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Scans that are no picture object of the page: written into its content, as a pattern in tiles, laid on it
/// askew.</summary>
public sealed class OddScanTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ExtractAsync_ScanAsAnInlineImage_IsAScan()
    {
        var picture = await TextPictures.PrintedAsync(engines);
        var content = $"q 400 0 0 120 60 400 cm BI /W {picture.Width} /H {picture.Height} /CS /G /BPC 8 /F /AHx ID "
            + $"{System.Convert.ToHexString(picture.Samples)}> EI Q";

        await AssertIsReadAsScanAsync(engines.File(RawPdf.Page(content, "")));
    }

    [Fact]
    public async Task ExtractAsync_ScanAsATilingPattern_IsAScan()
    {
        var picture = await TextPictures.PrintedAsync(engines);
        var rows = picture.Height / 2;
        string Tile(int from) => RawPdf.Packed(
            $"/Type /XObject /Subtype /Image /Width {picture.Width} /Height {rows} /ColorSpace /DeviceGray /BitsPerComponent 8",
            picture.Samples.AsSpan(from * picture.Width, rows * picture.Width));
        const string Drawn = "q 400 0 0 60 0 60 cm /I Do Q q 400 0 0 60 0 0 cm /J Do Q";
        var pattern = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 400 120] /XStep 400 /YStep 120 "
            + "/Matrix [1 0 0 1 60 400] /Resources << /XObject << /I 6 0 R /J 7 0 R >> >>";

        await AssertIsReadAsScanAsync(engines.File(RawPdf.Page("/Pattern cs /P scn 60 400 400 120 re f",
            "/Pattern << /P 5 0 R >>", RawPdf.Stream(pattern, Drawn), Tile(0), Tile(rows))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-7)]
    public async Task ExtractAsync_ScanPlacedAskewWithoutALayer_IsAScan(double degrees)
    {
        var picture = await TextPictures.PrintedAsync(engines);
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(degrees));
        var turn = string.Create(
            CultureInfo.InvariantCulture, $"q {cos:0.####} {sin:0.####} {-sin:0.####} {cos:0.####} 20 40 cm");

        await AssertIsReadAsScanAsync(engines.Pdf(new PdfBuilder().Page(
            page => page.Raw(turn).Image(picture.ToImage(), 60, 400, 400, 120).Raw("Q"))));
    }

    private async Task AssertIsReadAsScanAsync(DocumentSource source)
    {
        var layer = await engines.Extractor.ExtractAsync(
            source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
        var read = await engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(), default);

        Assert.Equal(TextLayerQuality.NoTextLayer, layer.Reason);
        Assert.Contains("forty boxes of honey jars", read.PlainText, StringComparison.Ordinal);
    }
}
