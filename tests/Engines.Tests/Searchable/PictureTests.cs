using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit;
using static DaprProcessing.Engines.Tests.Searchable.Layers;

namespace DaprProcessing.Engines.Tests.Searchable;

/// <summary>Images that become PDFs with a picture and its text.</summary>
public sealed class PictureTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task WriteAsync_Png_BecomesAPageWithItsPixelsAndWords()
    {
        var source = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("note.png")));
        var size = Assert.Single((await engines.Probe.ProbeAsync(source, default)).Pages);
        PageWord[] words = [Word("Bill", 20, 20, 30), Word("lading", 60, 20, 44, endsLine: true)];

        var output = await engines.WriteAsync(source, Page(size.WidthPt, size.HeightPt, words));

        var made = Assert.Single((await engines.Probe.ProbeAsync(new(output, MediaTypes.Pdf), default)).Pages);
        Assert.Equal((size.WidthPt, size.HeightPt), (made.WidthPt, made.HeightPt), Near);
        AssertSameWords(words, (await engines.ReadBackAsync(output)).Words);
        Assert.InRange(await DifferenceAsync(source, new DocumentSource(output, MediaTypes.Pdf)), 0, 4);
    }

    [Fact]
    public async Task WriteAsync_Jpeg_KeepsItsBytes()
    {
        var jpeg = await File.ReadAllBytesAsync(SamplePaths.Sample("photo-page.jpg"));

        var output = await engines.WriteAsync(engines.File(jpeg));

        Assert.True((await File.ReadAllBytesAsync(output)).AsSpan().IndexOf(jpeg.AsSpan(0, 20_000)) > 0);
        Assert.InRange(await DifferenceAsync(engines.File(jpeg), new DocumentSource(output, MediaTypes.Pdf)), 0, 4);
    }

    [Fact]
    public async Task WriteAsync_TiffOfPages_BecomesAsManyPages()
    {
        var source = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("scan-multipage.tiff")));
        var pages = (await engines.Probe.ProbeAsync(source, default)).Pages;
        var last = Page(pages[^1].WidthPt, pages[^1].HeightPt, Word("Ende", 40, 40, 40)) with { PageNo = pages.Count };

        var output = await engines.WriteAsync(source, last);

        Assert.Equal(pages.Count, (await engines.Probe.ProbeAsync(new(output, MediaTypes.Pdf), default)).Pages.Count);
        Assert.Equal("Ende", Assert.Single((await engines.ReadBackAsync(output, pages.Count)).Words).Text);
        Assert.Empty((await engines.ReadBackAsync(output)).Words);
    }

    private static bool Near((double Width, double Height) one, (double Width, double Height) other) =>
        Math.Abs(one.Width - other.Width) < 0.1 && Math.Abs(one.Height - other.Height) < 0.1;

    /// <summary>Of the two pages drawn: mean of the pixels' differences, 0 to 255.</summary>
    private async Task<double> DifferenceAsync(DocumentSource one, DocumentSource other)
    {
        var (first, second) = (engines.NewPath(".png"), engines.NewPath(".png"));
        var settings = new RenderSettings(72, Grayscale: true);
        await engines.Renderer.RenderAsync(one, 1, settings, first, default);
        await engines.Renderer.RenderAsync(other, 1, settings, second, default);
        var (a, b) = (PngPixels.Read(first), PngPixels.Read(second));
        Assert.InRange(b.Width - a.Width, -1, 1);
        Assert.InRange(b.Height - a.Height, -1, 1);
        var (sum, count) = (0L, 0);
        for (var y = 0; y < Math.Min(a.Height, b.Height); y++)
        {
            for (var x = 0; x < Math.Min(a.Width, b.Width); x++, count++)
            {
                sum += Math.Abs(a.Samples[(y * a.Width) + x] - b.Samples[(y * b.Width) + x]);
            }
        }

        return (double)sum / count;
    }
}
