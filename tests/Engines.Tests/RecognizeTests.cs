using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

public sealed class RecognizeTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly string[] Lines =
    [
        "The harbour master wrote every ship into his book,", "its name, its port and the day it came home.",
        "When the lamp was lit he closed the window", "and listened to the rain on the slates.",
    ];

    [Fact]
    public async Task RecognizeAsync_ScannedPage_ReadsWordsWhereTheyStand()
    {
        var scan = await Scan(turnedOver: false);

        var text = await engines.Recognizer.RecognizeAsync(engines.Pdf(new PdfBuilder().ScannedPage(scan)), 1, new RecognizeSettings(), default);

        Assert.Equal(TextSource.Ocr, text.Source);
        Assert.Equal(Lines, text.PlainText.TrimEnd('\n').Split('\n'));
        Assert.InRange(text.Confidence!.Value, 0.8, 1);
        Assert.InRange(text.Words[0].Box.L, 30, 45);
        Assert.InRange(text.Words[0].Box.B, 36, 50);
        Assert.InRange(text.Words[0].SizePt, 11, 17);
    }

    [Fact]
    public async Task RecognizeAsync_PageUpsideDown_IsReadUpright()
    {
        var scan = await Scan(turnedOver: true);

        var text = await engines.Recognizer.RecognizeAsync(engines.Pdf(new PdfBuilder().ScannedPage(scan)), 1, new RecognizeSettings(), default);

        Assert.Equal(180, text.RotationDeg);
        Assert.Equal(Lines, text.PlainText.TrimEnd('\n').Split('\n'));
        Assert.InRange(text.Words[0].Box.L, 30, 45);
    }

    [Fact]
    public async Task RecognizeAsync_PngFile_ReadsIt()
    {
        var source = engines.File(await File.ReadAllBytesAsync(await RenderLines()));

        var text = await engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(), default);

        Assert.Equal(Lines, text.PlainText.TrimEnd('\n').Split('\n'));
        Assert.Equal(400, text.WidthPt, 1.0);
        Assert.Equal("image_input", text.Reason);
    }

    [Fact]
    public async Task RecognizeAsync_BlankPage_HasNoWords()
    {
        var text = await engines.Recognizer.RecognizeAsync(engines.Pdf(new PdfBuilder().Page()), 1, new RecognizeSettings(), default);

        Assert.Equal((TextSource.Ocr, 0, null), (text.Source, text.Words.Count, text.Confidence));
    }

    [Theory]
    [InlineData("tlh")]
    [InlineData("../eng")]
    public async Task RecognizeAsync_UnknownLanguage_FailsTyped(string language)
    {
        var source = engines.Pdf(new PdfBuilder().Page());

        Assert.Equal(
            FailureCodes.UnsupportedLanguage,
            await Failures.CodeOf(() => engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(Languages: [language]), default)));
    }

    private async Task<string> RenderLines()
    {
        var output = engines.NewPath(".png");
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Lines(36, 154, Lines, 14), 400, 200));
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(200, Grayscale: true), output, default);
        return output;
    }

    private async Task<PdfImage> Scan(bool turnedOver)
    {
        var png = PngPixels.Read(await RenderLines());
        return PdfImage.Gray(png.Width, png.Height, turnedOver ? [.. png.Samples.Reverse()] : png.Samples);
    }
}
