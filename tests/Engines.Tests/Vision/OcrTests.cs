using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;
using DaprProcessing.Engines.Reading;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.Engines.Tests.Vision;

/// <summary>Whole pages read by the models, over real engines.</summary>
public sealed class OcrTests(OcrFixture fixture) : IClassFixture<OcrFixture>
{
    private static readonly string[] Lines =
    [
        "The spring inspection of the northern warehouse was held on Monday.",
        "Two doors were painted and one window mended; 1,284 boxes counted.",
        "Nobody knows how the third ladder came to stand behind the stove.",
    ];

    private static PdfBuilder Page => new PdfBuilder().Page(page => page.Lines(72, 700, Lines, 12));

    [OcrModelFact]
    public async Task Paddle_ReadsAPage_WithWordsWhereTheyStand()
    {
        var source = fixture.Documents.Pdf(Page);
        var layer = await fixture.Documents.Extractor.ExtractAsync(source, 1, CancellationToken.None);

        var text = await fixture.ReadAsync("paddle", source);

        Assert.Equal(string.Join('\n', Lines) + "\n", text.PlainText);
        Assert.Equal((TextSource.Ocr, "paddle", null), (text.Source, text.Recognizer, text.SecondOpinion));
        Assert.InRange(text.Confidence!.Value, 0.9, 1);
        Assert.Equal(layer.Words.Count, text.Words.Count);
        Assert.All(layer.Words.Zip(text.Words), pair =>
        {
            Assert.InRange(pair.Second.Box.CenterX, pair.First.Box.L, pair.First.Box.R);
            Assert.InRange(pair.Second.Box.CenterY, pair.First.Box.T, pair.First.Box.B);
            Assert.InRange(pair.Second.Box.Width, pair.First.Box.Width * 0.75, (pair.First.Box.Width * 1.1) + 3);
            Assert.InRange(pair.Second.SizePt, 9, 15);
        });
    }

    [OcrModelTheory]
    [SlowInlineData(90)]
    [SlowInlineData(180)]
    [SlowInlineData(270)]
    public async Task Paddle_PageThatLiesOrStandsOnItsHead_IsPutUpright(int rotation)
    {
        var source = fixture.Documents.Pdf(new PdfBuilder().Page(page =>
        {
            page.Lines(72, 700, Lines, 12);
            page.Rotate = rotation;
        }));

        var text = await fixture.ReadAsync("paddle", source);

        Assert.Equal((360 - rotation) % 360, text.RotationDeg);
        Assert.Equal(string.Join('\n', Lines) + "\n", text.PlainText);
        Assert.True(text.HeightPt > text.WidthPt);
    }

    [OcrModelFact]
    public async Task Auto_PageThatTesseractReads_IsItsPage()
    {
        var text = await fixture.ReadAsync("auto", fixture.Documents.Pdf(Page));

        Assert.Equal(("tesseract", null), (text.Recognizer, text.SecondOpinion));
        Assert.Contains("northern warehouse", text.PlainText, StringComparison.Ordinal);
    }

    [OcrModelFact]
    public async Task Auto_PrintTooSmallForTesseract_IsReadBySecondOpinion()
    {
        // Four points at the resolution of a screen: letters of five pixels.
        var source = fixture.Documents.Pdf(new PdfBuilder().Page(page => page.Lines(
            72, 700, Enumerable.Repeat(Lines, 4).SelectMany(lines => lines), 5.5)));

        var alone = await fixture.ReadAsync("tesseract", source, dpi: 100);
        var text = await fixture.ReadAsync("auto", source, dpi: 100);

        Assert.NotNull(text.SecondOpinion);
        Assert.Equal("tesseract+paddle", text.Recognizer);
        Assert.True(Right(text) > Right(alone), $"{Right(text)} of auto, {Right(alone)} of tesseract alone");

        static int Right(PageText page) =>
            page.Words.Count(word => Lines.Any(line => line.Split(' ').Contains(word.Text)));
    }

    [OcrModelFact]
    public async Task Auto_PictureOfSmallPrintOnAPageOfText_IsReadBySecondOpinion()
    {
        var (source, layer) = await PictureOnAPageAsync(await TextPictures.DrawAsync(
            fixture.Documents, page => page.Lines(6, 56, TextPictures.Lines, 4), 130, 64));

        var alone = PageMerge.Fill(layer, await ReadPicturesAsync("tesseract", source, layer), layer.Reason!);
        var page = PageMerge.Fill(layer, await ReadPicturesAsync("auto", source, layer), layer.Reason!);

        Assert.Equal((TextSource.TextLayer, TextLayerQuality.TextInPictures), (page.Source, page.Reason));
        Assert.NotNull(page.SecondOpinion);
        var told = PageTextOrigin.Of(page);
        Assert.Equal(("tesseract+paddle", page.SecondOpinion), (told.Recognizer, told.SecondOpinion));
        Assert.StartsWith(string.Join('\n', Lines) + "\n", page.PlainText, StringComparison.Ordinal);
        Assert.True(Right(page) > Right(alone), $"of auto:\n{page.PlainText}\nof tesseract alone:\n{alone.PlainText}");
        Assert.Contains("apples were loaded on Monday", page.PlainText, StringComparison.Ordinal);

        static int Right(PageText page) =>
            page.Words.Count(word => TextPictures.Lines.Any(line => line.Split(' ').Contains(word.Text)));
    }

    [OcrModelFact]
    public async Task Auto_PictureThatTesseractReads_IsItsAlone()
    {
        var (source, layer) = await PictureOnAPageAsync(await TextPictures.PrintedAsync(fixture.Documents));

        var page = await ReadPicturesAsync("auto", source, layer);

        Assert.Equal(("tesseract", null), (page.Recognizer, page.SecondOpinion));
        Assert.Contains("green label", page.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auto_WithoutModels_IsTesseract()
    {
        await using var without = new OcrFixture("/nowhere");

        var text = await without.ReadAsync("auto", without.Documents.Pdf(Page));

        Assert.Equal("tesseract", text.Recognizer);
        Assert.Contains("northern warehouse", text.PlainText, StringComparison.Ordinal);
    }

    /// <summary>400 points wide, below the lines of the page's own.</summary>
    private async Task<(DocumentSource Source, PageText Layer)> PictureOnAPageAsync(PngPixels picture)
    {
        var height = 400.0 * picture.Height / picture.Width;
        var source = fixture.Documents.Pdf(new PdfBuilder().Page(
            page => page.Lines(72, 700, Lines, 12).Image(picture.ToImage(), 72, 600 - height, 400, height)));
        var layer = await fixture.Documents.Extractor.ExtractAsync(
            source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), CancellationToken.None);
        Assert.NotNull(layer.Unread);
        return (source, layer);
    }

    private Task<PageText> ReadPicturesAsync(string engine, DocumentSource source, PageText layer) =>
        fixture.ReadAsync(engine, source, new RecognizeSettings(Regions: layer.Unread, HidesText: true));
}
