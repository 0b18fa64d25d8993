using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using SkiaSharp;

namespace DaprProcessing.Engines.Tests.Images;

public sealed class ImageProcessorTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private string _lastPath = "";

    private static byte[] Photo => File.ReadAllBytes(SamplePaths.Sample("photo-page.jpg"));

    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Webp)]
    [InlineData(ImageFormat.Tiff)]
    public async Task ProcessAsync_EachFormat_WritesAFileOfThatKindAndSize(ImageFormat format)
    {
        var facts = await ProcessAsync(Photo, new ImageCopy(engines.NewPath(), format, WidthPx: 300));

        var copy = Assert.Single(facts.Copies);
        var made = engines.File(await File.ReadAllBytesAsync(_lastPath));
        Assert.Equal($"image/{format.ToString().ToLowerInvariant()}", made.MediaType);
        var again = await engines.Images.ProcessAsync(made, 1, new ImageRecipe(150, false, false, []), default);
        Assert.Equal((copy.WidthPx, copy.HeightPx), (again.WidthPx, again.HeightPx));
        Assert.Equal(300, again.WidthPx);
        Assert.Equal(new FileInfo(_lastPath).Length, copy.SizeBytes);
    }

    [Theory]
    [InlineData(100, 100, ImageFit.Contain, false, 100, 50)]
    [InlineData(100, 100, ImageFit.Cover, false, 100, 100)]
    [InlineData(100, 100, ImageFit.Stretch, false, 100, 100)]
    [InlineData(0, 50, ImageFit.Contain, false, 100, 50)]
    [InlineData(800, 0, ImageFit.Contain, false, 400, 200)]
    [InlineData(800, 0, ImageFit.Contain, true, 800, 400)]
    [InlineData(0, 0, ImageFit.Cover, false, 400, 200)]
    public async Task ProcessAsync_SizeAndFit_GiveThatFrame(
        int width, int height, ImageFit fit, bool enlarge, int madeWidth, int madeHeight)
    {
        var bmp = ImageFiles.Bmp(400, 200, 96, (x, _) => x < 200 ? SKColors.Black : SKColors.White);

        var facts = await ProcessAsync(bmp, new ImageCopy(engines.NewPath(), ImageFormat.Png, width, height, fit, enlarge));

        Assert.Equal((madeWidth, madeHeight), (facts.Copies[0].WidthPx, facts.Copies[0].HeightPx));
        var png = PngPixels.Read(_lastPath);
        Assert.Equal((0, 255), (png.At(2, 2), png.At(madeWidth - 3, madeHeight - 3)));
    }

    [Fact]
    public async Task ProcessAsync_PhotoHeldSideways_IsUprightAndItsMetadataGone()
    {
        var facts = await ProcessAsync(
            Convert.FromBase64String(SidewaysJpeg.Base64), new ImageCopy(engines.NewPath(), ImageFormat.Jpeg));

        Assert.Equal((8, 16, 6), (facts.WidthPx, facts.HeightPx, facts.Orientation));
        Assert.Equal("6", facts.Exif["Orientation"]);
        var copy = await File.ReadAllBytesAsync(_lastPath);
        Assert.Equal(-1, copy.AsSpan().IndexOf("Exif"u8));
    }

    [Fact]
    public async Task ProcessAsync_JpegInInksWithoutAdobesSegment_IsNotInverted()
    {
        var jpeg = InkJpeg.Build(3, 2, [255, 0, 0, 255, 0, 0]);

        await ProcessAsync(jpeg, new ImageCopy(engines.NewPath(), ImageFormat.Png));

        var png = PngPixels.Read(_lastPath);
        Assert.InRange(png.At(2, 8), 0, 60);
        Assert.InRange(png.At(20, 8), 240, 255);
    }

    [Fact]
    public async Task ProcessAsync_SamePictureSmallerAndCompressed_HasNearlyTheSameHash()
    {
        var original = await ProcessAsync(Photo, new ImageCopy(engines.NewPath(), ImageFormat.Jpeg, 500, Quality: 40));
        var small = await ProcessAsync(await File.ReadAllBytesAsync(_lastPath));
        var other = await ProcessAsync(await File.ReadAllBytesAsync(SamplePaths.Sample("note.png")));

        Assert.InRange(Difference(original, small), 0, 6);
        Assert.InRange(Difference(original, other), 12, 64);
    }

    [Fact]
    public async Task ProcessAsync_Transparency_IsKeptInPngAndWhiteInJpeg()
    {
        var gif = ImageFiles.Gif(20, 20, (_, _) => 3);

        var facts = await ProcessAsync(gif, new ImageCopy(engines.NewPath(), ImageFormat.Png));
        using (var png = SKBitmap.Decode(_lastPath))
        {
            Assert.Equal(0, png.GetPixel(10, 10).Alpha);
        }

        await ProcessAsync(gif, new ImageCopy(engines.NewPath(), ImageFormat.Jpeg));
        using var jpeg = SKBitmap.Decode(_lastPath);
        Assert.True(facts.Transparent);
        Assert.InRange(jpeg.GetPixel(10, 10).Red, 250, 255);
    }

    [Fact]
    public async Task ProcessAsync_Grayscale_HasNoColour()
    {
        var bmp = ImageFiles.Bmp(50, 50, 96, (_, _) => SKColors.Red);

        await ProcessAsync(bmp, new ImageRecipe(150, false, true, [new(engines.NewPath(".png"), ImageFormat.Png)]));

        var png = PngPixels.Read(_lastPath);
        Assert.Equal(1, png.Channels);
        Assert.InRange(png.At(25, 25), 74, 78);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public async Task ProcessAsync_ScanAskew_IsLevelled(double clockwiseDeg)
    {
        var askew = await AskewAsync(clockwiseDeg);

        var facts = await ProcessAsync(askew, new ImageRecipe(150, true, false, [new(engines.NewPath(), ImageFormat.Png)]));

        Assert.Equal(-clockwiseDeg, facts.DeskewedDeg, 0.35);
        var again = await ProcessAsync(await File.ReadAllBytesAsync(_lastPath), new ImageRecipe(150, true, false, []));
        Assert.Equal(0, again.DeskewedDeg);
    }

    [Fact]
    public async Task ProcessAsync_EachPageOfATiff_AndJoinedAgain_IsATiffOfAsManyPages()
    {
        var tiff = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("scan-multipage.tiff")));
        var pages = (await engines.Probe.ProbeAsync(tiff, default)).Pages.Count;
        var paths = new List<string>();
        for (var page = 1; page <= pages; page++)
        {
            paths.Add(engines.NewPath());
            await engines.Images.ProcessAsync(
                tiff, page, new ImageRecipe(150, false, false, [new(paths[^1], ImageFormat.Tiff, 200)]), default);
        }

        var joined = engines.NewPath();
        await engines.Images.JoinTiffAsync(paths, joined, default);

        var probe = await engines.Probe.ProbeAsync(engines.File(await File.ReadAllBytesAsync(joined)), default);
        Assert.Equal(pages, probe.Pages.Count);
    }

    [Fact]
    public async Task ProcessAsync_PngOfManyGigapixels_IsRefusedBeforeDecoding()
    {
        var bomb = await File.ReadAllBytesAsync(SamplePaths.Sample("note.png"));
        // IHDR: the width and height say 60,000 each; its checksum is made to fit.
        byte[] header = [.. "IHDR"u8, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0];
        header.CopyTo(bomb, 12);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc32(header));

        Assert.Equal(FailureCodes.ResourceLimit, await Failures.CodeOf(() => ProcessAsync(bomb)));
    }

    [Fact]
    public async Task ProcessAsync_ExifDirectoryBeyondAllFiles_IsReadWithoutIt()
    {
        // II, 42, and where the first directory stands.
        byte[] exif = [.. "II*\0"u8, 0xFE, 0xFF, 0xFF, 0xFF, .. new byte[8]];

        var facts = await ProcessAsync(PngFile.Build(2, 2, PngFile.Gray, [0, 255, 0, 255], ("eXIf", exif)));

        Assert.Equal((2, 1), (facts.WidthPx, facts.Orientation));
        Assert.Empty(facts.Exif);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(13)]
    public async Task RenderAsync_GrayPngCutInsideItsKey_IsNoImage(int left)
    {
        var png = PngFile.Build(2, 2, PngFile.Gray, [0, 255, 0, 255], ("tRNS", [0, 255]));
        var cut = png[..(png.AsSpan().IndexOf("tRNS"u8) - 4 + left)];

        Assert.Equal(FailureCodes.InvalidDocument, await Failures.CodeOf(() => engines.Renderer.RenderAsync(
            engines.File(cut), 1, new RenderSettings(96), engines.NewPath(), default)));
    }

    [Fact]
    public async Task ProcessAsync_CopyLargerThanAllowed_IsRefused()
    {
        var bmp = ImageFiles.Bmp(10, 10, 96, (_, _) => SKColors.Red);

        var code = await Failures.CodeOf(
            () => ProcessAsync(bmp, new ImageCopy(engines.NewPath(), ImageFormat.Webp, 20_000, Enlarge: true)));

        Assert.Equal(FailureCodes.ResourceLimit, code);
    }

    [Fact]
    public async Task RenderAsync_ThumbnailAsked_WritesASmallWebpOfThePage()
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Raw("1 0 0 rg 0 742 100 100 re f")));
        var thumbnail = new ImageCopy(engines.NewPath(), ImageFormat.Webp, 200, 200);

        var image = await engines.Renderer.RenderAsync(
            source, 1, new RenderSettings(72, Thumbnail: thumbnail), engines.NewPath(), default);

        Assert.Equal((141, 200), (image.Thumbnail!.WidthPx, image.Thumbnail.HeightPx));
        using var small = SKBitmap.Decode(thumbnail.Path);
        Assert.InRange(small.GetPixel(10, 10).Green, 0, 40);
        Assert.InRange(small.GetPixel(100, 100).Green, 240, 255);
    }

    [Fact]
    public async Task RenderAsync_ThumbnailOfAGrayPage_IsGray()
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Raw("1 0 0 rg 0 0 595 842 re f")));
        var thumbnail = new ImageCopy(engines.NewPath(), ImageFormat.Png, 50, 50);

        await engines.Renderer.RenderAsync(
            source, 1, new RenderSettings(72, Grayscale: true, thumbnail), engines.NewPath(), default);

        using var small = SKBitmap.Decode(thumbnail.Path);
        var pixel = small.GetPixel(10, 10);
        Assert.Equal((pixel.Red, pixel.Red), (pixel.Green, pixel.Blue));
    }

    [Fact]
    public async Task DrawOverlayAsync_Boxes_StandWhereTheyWereFound()
    {
        var source = engines.Pdf(new PdfBuilder().Page(_ => { }));
        var output = engines.NewPath(".png");
        var layer = new OverlayLayer(0xFF0000, 2, [100, 200, 300, 400], [7]);

        var picture = await engines.Images.DrawOverlayAsync(
            source, 1, new PageOverlay(72, 595, 842, 0, [layer], output), default);

        var png = PngPixels.Read(output);
        Assert.Equal((595, 842, 3), (picture.WidthPx, picture.HeightPx, png.Channels));
        Assert.Equal((255, 0), (png.At(200, 400), png.At(200, 400, 1)));
        Assert.InRange(png.At(200, 300, 1), 220, 240);
        Assert.Equal(255, png.At(50, 50, 1));
    }

    [Fact]
    public async Task DrawContactSheetAsync_Thumbnails_StandInRows()
    {
        var thumbnails = new List<(int, string)>();
        for (var i = 1; i <= 5; i++)
        {
            thumbnails.Add((i, await ThumbnailAsync()));
        }

        var sheet = await engines.Images.DrawContactSheetAsync(thumbnails, engines.NewPath(".png"), default);

        Assert.Equal((3 * 256, 2 * 256), (sheet.WidthPx, sheet.HeightPx));
    }

    [Fact]
    public async Task DrawContactSheetAsync_MoreThumbnailsThanASideHasRoomFor_StandInSmallerCells()
    {
        var thumbnail = await ThumbnailAsync();
        var thumbnails = Enumerable.Range(1, 2_400).Select(number => (number, thumbnail)).ToList();

        var sheet = await engines.Images.DrawContactSheetAsync(thumbnails, engines.NewPath(".png"), default);

        Assert.InRange(sheet.HeightPx, 24_000, 32_767);
        Assert.Equal(240 * (sheet.WidthPx / 10), sheet.HeightPx);
    }

    [Fact]
    public async Task DrawContactSheetAsync_APageThatFailed_LeavesTheOthersTheirNumbers()
    {
        var (thumbnail, first, second, again) =
            (await ThumbnailAsync(), engines.NewPath(".png"), engines.NewPath(".png"), engines.NewPath(".png"));

        await engines.Images.DrawContactSheetAsync([(1, thumbnail), (3, thumbnail)], first, default);
        await engines.Images.DrawContactSheetAsync([(1, thumbnail), (2, thumbnail)], second, default);
        await engines.Images.DrawContactSheetAsync([(1, thumbnail), (3, thumbnail)], again, default);

        Assert.NotEqual(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
        Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(again));
    }

    private async Task<string> ThumbnailAsync()
    {
        var path = engines.NewPath();
        await ProcessAsync(Photo, new ImageCopy(path, ImageFormat.Webp, 200, 200));
        return path;
    }

    private Task<ImageFacts> ProcessAsync(byte[] file, params ImageCopy[] copies) =>
        ProcessAsync(file, new ImageRecipe(150, Deskew: false, Grayscale: false, copies));

    private Task<ImageFacts> ProcessAsync(byte[] file, ImageRecipe recipe)
    {
        _lastPath = recipe.Copies.Count > 0 ? recipe.Copies[^1].Path : "";
        return engines.Images.ProcessAsync(engines.File(file), 1, recipe, default);
    }

    private async Task<byte[]> AskewAsync(double clockwiseDeg)
    {
        var output = engines.NewPath();
        string[] lines = [.. Enumerable.Range(1, 24).Select(i => $"The harbour master wrote ship number {i} into his book.")];
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Lines(60, 780, lines, 14)));
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(150), output, default);
        using var page = SKBitmap.Decode(output);
        using var askew = new SKBitmap(page.Width, page.Height);
        using (var canvas = new SKCanvas(askew))
        {
            canvas.Clear(SKColors.White);
            canvas.RotateDegrees((float)clockwiseDeg, page.Width / 2f, page.Height / 2f);
            canvas.DrawBitmap(page, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        }

        using var data = askew.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static uint Crc32(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }

    private static int Difference(ImageFacts one, ImageFacts other) => BitOperations.PopCount(
        ulong.Parse(one.PerceptualHash, NumberStyles.HexNumber) ^ ulong.Parse(other.PerceptualHash, NumberStyles.HexNumber));
}
