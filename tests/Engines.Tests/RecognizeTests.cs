using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit;
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

        var text = await engines.Recognizer.RecognizeAsync(
            engines.Pdf(new PdfBuilder().ScannedPage(scan)), 1, new RecognizeSettings(), default);

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

        var text = await engines.Recognizer.RecognizeAsync(
            engines.Pdf(new PdfBuilder().ScannedPage(scan)), 1, new RecognizeSettings(), default);

        Assert.Equal(180, text.RotationDeg);
        Assert.Equal(Lines, text.PlainText.TrimEnd('\n').Split('\n'));
        Assert.InRange(text.Words[0].Box.L, 30, 45);
    }

    [Theory]
    [InlineData(true, 270)]
    [InlineData(false, 90)]
    public async Task RecognizeAsync_PageOnItsSide_IsReadUpright(bool clockwise, int turnedBackDeg)
    {
        var png = PngPixels.Read(await RenderLines());
        var scan = PdfImage.Gray(png.Height, png.Width, QuarterTurned(png, clockwise));

        var text = await engines.Recognizer.RecognizeAsync(
            engines.Pdf(new PdfBuilder().ScannedPage(scan)), 1, new RecognizeSettings(), default);

        Assert.Equal(turnedBackDeg, text.RotationDeg);
        Assert.Equal(Lines, text.PlainText.TrimEnd('\n').Split('\n'));
        Assert.Equal((400, 200), (Math.Round(text.WidthPt), Math.Round(text.HeightPt)));
        Assert.InRange(text.Words[0].Box.L, 30, 45);
        Assert.InRange(text.Words[0].Box.B, 36, 50);
    }

    [Fact]
    public async Task RecognizeAsync_LettersAsTallAsOnAPoster_AreRead()
    {
        var source = engines.Pdf(
            new PdfBuilder().Page(page => page.Lines(200, 1500, ["Harbour master", "Timber and glass"], 180), 2000, 2000));

        var text = await engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(), default);

        Assert.Equal("Harbour master\nTimber and glass\n", text.PlainText);
        Assert.InRange(text.Words[0].Box.L, 180, 260);
    }

    [Fact]
    public async Task RecognizeAsync_EachPageOfATiff_ReadsThatPage()
    {
        var source = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("scan-multipage.tiff")));
        var gold = (await File.ReadAllTextAsync(SamplePaths.Sample("scan-multipage.txt"))).Split('\f');

        for (var pageNo = 1; pageNo <= gold.Length; pageNo++)
        {
            var text = await engines.Recognizer.RecognizeAsync(source, pageNo, new RecognizeSettings(), default);

            var wanted = gold[pageNo - 1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var read = text.Words.Select(word => word.Text).ToHashSet();
            Assert.InRange(wanted.Count(read.Contains), 0.97 * wanted.Length, wanted.Length);
        }
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
        var text = await engines.Recognizer.RecognizeAsync(
            engines.Pdf(new PdfBuilder().Page()), 1, new RecognizeSettings(), default);

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
            await Failures.CodeOf(
                () => engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(Languages: [language]), default)));
    }

    [Fact]
    public async Task RecognizeAsync_UnknownLanguage_NamesItAndThoseThatAreThere()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => engines.Recognizer.RecognizeAsync(
            engines.Pdf(new PdfBuilder().Page()), 1, new RecognizeSettings(Languages: ["eng", "tlh"]), default));

        Assert.Equal("The recogniser has no data for tlh", error.Failure.Message.Split(';')[0]);
        Assert.Contains("eng", error.Failure.Message.Split(';')[1].Split([' ', ',', '.']));
    }

    private async Task<string> RenderLines()
    {
        var output = engines.NewPath(".png");
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Lines(36, 154, Lines, 14), 400, 200));
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(200, Grayscale: true), output, default);
        return output;
    }

    private static byte[] QuarterTurned(PngPixels png, bool clockwise)
    {
        var turned = new byte[png.Samples.Length];
        for (var y = 0; y < png.Height; y++)
        {
            for (var x = 0; x < png.Width; x++)
            {
                var (column, row) = clockwise ? (png.Height - 1 - y, x) : (y, png.Width - 1 - x);
                turned[(row * png.Height) + column] = png.Samples[(y * png.Width) + x];
            }
        }

        return turned;
    }

    private async Task<PdfImage> Scan(bool turnedOver)
    {
        var png = PngPixels.Read(await RenderLines());
        return PdfImage.Gray(png.Width, png.Height, turnedOver ? [.. png.Samples.Reverse()] : png.Samples);
    }
}
