using DaprProcessing.Contracts.Documents;
using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>PNG and JPEG as cameras, viewers and print shops write them.</summary>
public sealed class ImageKindTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const int Width = 48;
    private const int Height = 32;
    private const int Bar = 8;

    [Theory]
    [InlineData(3, true)]
    [InlineData(6, true)]
    [InlineData(6, false)]
    [InlineData(8, false)]
    public async Task RenderAsync_PngThatTellsHowItWasHeld_IsUpright(int orientation, bool little)
    {
        var png = PngFile.Build(Width, Height, PngFile.Gray, BarLeft(1), ("eXIf", PngFile.Exif(orientation, little)));

        var picture = await RenderAsync(engines.File(png));

        Assert.Equal(orientation == 3 ? (Width, Height) : (Height, Width), (picture.Width, picture.Height));
        var (x, y) = orientation switch { 3 => (Width - 1, 16), 6 => (16, 0), _ => (16, Width - 1) };
        Assert.Equal((0, 255), (picture.At(x, y), picture.At(picture.Width - 1 - x, picture.Height - 1 - y)));
    }

    [Fact]
    public async Task RenderAsync_GrayWithTransparency_StandsOnWhite()
    {
        // Black throughout; all but the bar is transparent.
        var samples = BarLeft(2);
        for (var at = 0; at < samples.Length; at += 2)
        {
            (samples[at], samples[at + 1]) = (0, (byte)(255 - samples[at + 1]));
        }

        var picture = await RenderAsync(engines.File(PngFile.Build(Width, Height, PngFile.GrayAlpha, samples)));

        Assert.Equal((0, 255), (picture.At(0, 0), picture.At(Width - 1, Height - 1)));
    }

    [Fact]
    public async Task RenderAsync_GrayWithOneTransparentShade_StandsOnWhite()
    {
        var samples = BarLeft(1).Select(sample => (byte)(sample == 255 ? 7 : 0)).ToArray();
        var png = PngFile.Build(Width, Height, PngFile.Gray, samples, ("tRNS", [0, 7]));

        var picture = await RenderAsync(engines.File(png));

        Assert.Equal((0, 255), (picture.At(0, 0), picture.At(Width - 1, Height - 1)));
    }

    [Fact]
    public async Task RenderAsync_WhiteOnTransparency_StandsOnBlack()
    {
        var samples = BarLeft(2);
        for (var at = 0; at < samples.Length; at += 2)
        {
            (samples[at], samples[at + 1]) = (255, (byte)(255 - samples[at + 1]));
        }

        var picture = await RenderAsync(engines.File(PngFile.Build(Width, Height, PngFile.GrayAlpha, samples)));

        Assert.Equal((255, 0), (picture.At(0, 0), picture.At(Width - 1, Height - 1)));
    }

    [Fact]
    public async Task RenderAsync_WhiteOnOneTransparentShade_StandsOnBlack()
    {
        var samples = BarLeft(1).Select(sample => (byte)(sample == 255 ? 0 : 255)).ToArray();
        var png = PngFile.Build(Width, Height, PngFile.Gray, samples, ("tRNS", [0, 0]));

        var picture = await RenderAsync(engines.File(png));

        Assert.Equal((255, 0), (picture.At(0, 0), picture.At(Width - 1, Height - 1)));
    }

    [Theory]
    [InlineData("bar-16-bit.jp2")]
    [InlineData("bar-gray-alpha.jp2")]
    [InlineData("bar-ink-alpha.jp2")]
    [InlineData("bar-code.j2k")]
    public async Task RenderAsync_Jpeg2000OfRarerMakes_IsDrawn(string name)
    {
        var source = engines.File(await File.ReadAllBytesAsync(Sample(name)));

        var picture = await RenderAsync(source);

        Assert.Equal((MediaTypes.Jp2, 64, 32), (source.MediaType, picture.Width, picture.Height));
        Assert.Equal((0, 255), (picture.At(0, 0), picture.At(63, 31)));
    }

    [Fact]
    public async Task RecognizeAsync_Jpeg2000_ReadsItsWords()
    {
        var source = engines.File(await File.ReadAllBytesAsync(Sample("line.jp2")));

        var text = await engines.Recognizer.RecognizeAsync(source, 1, new RecognizeSettings(), default);

        Assert.Equal((MediaTypes.Jp2, "Berth seventeen is free tonight"), (source.MediaType, text.PlainText.Trim()));
    }

    [Fact]
    public async Task RenderAsync_PaletteWithATransparentColour_StandsOnWhite()
    {
        var samples = BarLeft(1).Select(sample => (byte)(sample == 255 ? 1 : 0)).ToArray();
        var png = PngFile.Build(Width, Height, PngFile.Palette, samples, ("PLTE", [0, 0, 0, 9, 9, 9]), ("tRNS", [255, 0]));

        var picture = await RenderAsync(engines.File(png));

        Assert.Equal((0, 255), (picture.At(0, 0), picture.At(Width - 1, Height - 1)));
    }

    [Fact]
    public async Task RenderAsync_JpegInInksWithoutAdobesSegment_IsNotInverted()
    {
        var jpeg = InkJpeg.Build(3, 2, [255, 0, 0, 255, 0, 0]);

        var picture = await RenderAsync(engines.File(jpeg));

        Assert.Equal((24, 16), (picture.Width, picture.Height));
        Assert.InRange(picture.At(2, 8), 0, 60);
        Assert.InRange(picture.At(20, 8), 240, 255);
    }

    [Theory]
    [InlineData(2835, 5669)]
    [InlineData(5669, 2835)]
    public async Task ProbeAsync_PngWithPixelsThatAreNotSquare_HasTheRightShape(int acrossPerMetre, int downPerMetre)
    {
        var physical = new byte[9];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(physical, acrossPerMetre);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(physical.AsSpan(4), downPerMetre);
        physical[8] = 1;

        var source = engines.File(PngFile.Build(Width, Height, PngFile.Gray, BarLeft(1), ("pHYs", physical)));

        var size = (await engines.Probe.ProbeAsync(source, default)).Pages[0];
        Assert.Equal(Width / (double)Height * downPerMetre / acrossPerMetre, size.WidthPt / size.HeightPt, 0.02);
    }

    private static byte[] BarLeft(int channels) =>
        [.. Enumerable.Range(0, Width * Height * channels).Select(at => at / channels % Width < Bar ? (byte)0 : (byte)255)];

    private static string Sample(string name) =>
        Path.Combine(SamplePaths.RepositoryRoot, "tests", "Engines.Tests", "Images", name);

    private async Task<PngPixels> RenderAsync(DocumentSource source)
    {
        var output = engines.NewPath(".png");
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(600), output, default);
        return PngPixels.Read(output);
    }
}
