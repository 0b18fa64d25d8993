using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

public sealed class RenderTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string RedSquareTopLeft = "1 0 0 rg 0 742 100 100 re f";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RenderAsync_PageWithSquare_PaintsItInItsCorner(bool grayscale)
    {
        var output = engines.NewPath(".png");
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Raw(RedSquareTopLeft)));

        var image = await engines.Renderer.RenderAsync(source, 1, new RenderSettings(144, grayscale), output, default);
        var png = PngPixels.Read(output);

        Assert.Equal((1190, 1684, 144), (image.WidthPx, image.HeightPx, image.Dpi));
        Assert.Equal((image.WidthPx, image.HeightPx, grayscale ? 1 : 3), (png.Width, png.Height, png.Channels));
        Assert.Equal(144, png.Dpi, 0.1);
        Assert.Equal(new FileInfo(output).Length, image.SizeBytes);
        Assert.Equal(grayscale ? 76 : 255, png.At(100, 100));
        Assert.Equal(grayscale ? 76 : 0, png.At(100, 100, png.Channels - 1));
        Assert.Equal(255, png.At(300, 300, png.Channels - 1));
    }

    [Theory]
    [InlineData("0 0 1 rg", 3)]
    [InlineData("0.2 0.2 0.2 rg", 1)]
    [InlineData("0 1 1 0 k", 3)]
    [InlineData("0 0 1 RG 2 Tr", 3)]
    public async Task RenderAsync_InColour_IsGrayOnlyWhereNothingHasAColour(string color, int channels)
    {
        var output = engines.NewPath(".png");
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Raw($"{color} BT /F0 200 Tf 50 300 Td (IHI) Tj ET")));

        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(72), output, default);

        Assert.Equal(channels, PngPixels.Read(output).Channels);
    }

    [Theory]
    [InlineData(90, 792, 50)]
    [InlineData(180, 545, 792)]
    [InlineData(270, 50, 545)]
    public async Task RenderAsync_RotatedPage_TurnsClockwise(int rotate, int x, int y)
    {
        var output = engines.NewPath(".png");
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Raw(RedSquareTopLeft).Rotate = rotate));

        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(72), output, default);
        var png = PngPixels.Read(output);

        Assert.Equal((255, 0), (png.At(x, y), png.At(x, y, 2)));
        Assert.Equal(255, png.At(png.Width - x, png.Height - y, 2));
    }

    [Fact]
    public async Task RenderAsync_EnormousPage_LowersTheResolution()
    {
        var source = engines.File(BrokenPdf.HugePage(35_000));

        var image = await engines.Renderer.RenderAsync(
            source, 1, new RenderSettings(150, Grayscale: true), engines.NewPath(), default);

        Assert.InRange((long)image.WidthPx * image.HeightPx, 90_000_000, 100_100_000);
        Assert.InRange(image.Dpi, 18, 22);
    }

    [Fact]
    public async Task RenderAsync_ScanOfAPointAPixel_HasNoMorePixelsThanItsPicture()
    {
        // As writers make it that know no resolution: A4 at 300 dpi on a page as large as a poster.
        const int Width = 2480, Height = 3508;
        var source = engines.Pdf(new PdfBuilder().Page(
            page => page.Image(PdfImage.Gray(Width, Height, new byte[Width * Height]), 0, 0, Width, Height), Width, Height));

        var image = await engines.Renderer.RenderAsync(
            source, 1, new RenderSettings(300, Grayscale: true), engines.NewPath(), default);

        Assert.InRange(image.WidthPx, Width - 4, Width + 4);
        Assert.InRange(image.HeightPx, Height - 4, Height + 4);
    }

    [Fact]
    public async Task RenderAsync_PageBeyondAllBounds_FailsAsResourceLimit()
    {
        var source = engines.File(BrokenPdf.HugePage(5_000_000));

        Assert.Equal(FailureCodes.ResourceLimit, await Failures.CodeOf(
            () => engines.Renderer.RenderAsync(source, 1, new RenderSettings(), engines.NewPath(), default)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task RenderAsync_NoSuchPage_FailsAndLeavesNoFile(int pageNo)
    {
        var output = engines.NewPath();
        var source = engines.Pdf(new PdfBuilder().Page());

        Assert.Equal(FailureCodes.PageMissing, await Failures.CodeOf(
            () => engines.Renderer.RenderAsync(source, pageNo, new RenderSettings(), output, default)));
        Assert.False(File.Exists(output) || File.Exists(output + ".part"));
    }

    [Fact]
    public async Task RenderAsync_RecursiveForm_EndsTyped()
    {
        var outcome = await Record.ExceptionAsync(
            () => engines.Renderer.RenderAsync(
                engines.File(BrokenPdf.RecursiveForm()), 1, new RenderSettings(), engines.NewPath(), default));

        Assert.True(outcome is null or FailureException, $"{outcome}");
    }

    [Fact]
    public async Task RenderAsync_PngDocument_KeepsItsPixels()
    {
        var page = engines.NewPath(".png");
        await engines.Renderer.RenderAsync(
            engines.Pdf(new PdfBuilder().Page(one => one.Raw(RedSquareTopLeft))), 1, new RenderSettings(100), page, default);
        var again = engines.NewPath(".png");

        var image = await engines.Renderer.RenderAsync(
            engines.File(await File.ReadAllBytesAsync(page)), 1, new RenderSettings(150), again, default);

        Assert.Equal(100, image.Dpi, 0.5);
        Assert.Equal(PngPixels.Read(page).Samples, PngPixels.Read(again).Samples);
    }
}
