using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit;
using SkiaSharp;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>WebP, GIF and BMP as documents.</summary>
public sealed class WebpGifBmpTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static string Note => SamplePaths.Sample("note.png");

    [Fact]
    public async Task RecognizeAsync_WebpOfANote_ReadsItsWords()
    {
        var source = engines.File(ImageFiles.Encode(Note, SKEncodedImageFormat.Webp));

        var text = await engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(), default);

        Assert.Equal(MediaTypes.Webp, source.MediaType);
        var recall = WordRecall.Of(await File.ReadAllTextAsync(SamplePaths.Sample("note.txt")), text.PlainText);
        Assert.True(recall >= 0.95, $"{recall:P1} of the words were found");
    }

    [Fact]
    public async Task ProbeAsync_Bmp_HasTheSizeItsResolutionGives()
    {
        var source = engines.File(ImageFiles.Bmp(300, 150, dpi: 150, (_, _) => SKColors.White));

        var probe = await engines.Probe.ProbeAsync(source, default);

        Assert.Equal(MediaTypes.Bmp, source.MediaType);
        var size = Assert.Single(probe.Pages);
        Assert.Equal((144, 72), (Math.Round(size.WidthPt), Math.Round(size.HeightPt)));
    }

    [Fact]
    public async Task RenderAsync_Bmp_HasItsColoursUpright()
    {
        var source = engines.File(ImageFiles.Bmp(8, 4, 96, (x, y) => (x, y) == (0, 0) ? SKColors.Red : SKColors.Blue));
        var output = engines.NewPath(".png");

        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(96), output, default);

        var png = PngPixels.Read(output);
        Assert.Equal((8, 4, 255, 0), (png.Width, png.Height, png.At(0, 0), png.At(0, 0, 2)));
        Assert.Equal((0, 255), (png.At(0, 3), png.At(0, 3, 2)));
    }

    [Fact]
    public async Task RenderAsync_TransparentGif_StandsOnWhite()
    {
        var source = engines.File(ImageFiles.Gif(6, 6, (x, y) => (byte)((x, y) switch { (0, 0) => 2, (1, 0) => 0, _ => 3 })));
        var output = engines.NewPath(".png");

        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(96), output, default);

        var png = PngPixels.Read(output);
        Assert.Equal(MediaTypes.Gif, source.MediaType);
        Assert.Equal((255, 0, 0), (png.At(0, 0), png.At(0, 0, 1), png.At(0, 0, 2)));
        Assert.Equal((0, 255, 255), (png.At(1, 0), png.At(2, 2), png.At(5, 5, 2)));
    }

    [Theory]
    [InlineData(1, 20, 10, 0, 0)]
    [InlineData(3, 20, 10, 19, 9)]
    [InlineData(6, 10, 20, 9, 0)]
    [InlineData(8, 10, 20, 0, 19)]
    public async Task RenderAsync_WebpHeldOtherwise_IsUpright(byte orientation, int width, int height, int redX, int redY)
    {
        var source = engines.File(ImageFiles.TurnedWebp(20, 10, orientation));
        var output = engines.NewPath(".png");

        var image = await engines.Renderer.RenderAsync(source, 1, new RenderSettings(96), output, default);

        var png = PngPixels.Read(output);
        Assert.Equal((width, height), (image.WidthPx, image.HeightPx));
        Assert.InRange(png.At(redX, redY, 2), 0, 60);
        Assert.InRange(png.At(width - 1 - redX, height - 1 - redY, 2), 200, 255);
    }

    [Fact]
    public async Task RenderAsync_GifThatClaimsFourGigapixels_IsRefusedBeforeDecoding()
    {
        var bomb = ImageFiles.Gif(4, 4, (_, _) => 0);
        foreach (var at in new[] { 6, 7, 8, 9 })
        {
            bomb[at] = 0xFF;
        }

        var source = engines.File(bomb);

        var code = await Failures.CodeOf(
            () => engines.Renderer.RenderAsync(source, 1, new RenderSettings(), engines.NewPath(), default));

        Assert.Equal(FailureCodes.ResourceLimit, code);
    }

    [Theory]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8 \0\0\0\0")]
    [InlineData("GIF89a\u0001")]
    [InlineData("BM\u00FF\u00FF\0\0\0\0\0\0\u0036\0\0\0\u0028\0\0\0")]
    public async Task ProbeAsync_NothingBehindTheFirstBytes_IsAnInvalidDocument(string start)
    {
        var source = engines.File([.. start.Select(letter => (byte)letter)]);

        Assert.NotEqual(MediaTypes.Pdf, source.MediaType);
        Assert.Equal(FailureCodes.InvalidDocument, await Failures.CodeOf(() => engines.Probe.ProbeAsync(source, default)));
    }

}
