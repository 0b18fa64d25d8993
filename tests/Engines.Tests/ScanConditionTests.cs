using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>A page as it comes out of a scanner or camera that was not handled with care.</summary>
public sealed class ScanConditionTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    public async Task RecognizeAsync_PageAskew_IsReadInFullWhereItsWordsStand(double slopeDeg)
    {
        const double OwnSlopeDeg = 0.7;
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(slopeDeg));
        var level = await LetterAsync();
        var (middleX, middleY) = (level.Width / 2.0, level.Height / 2.0);

        var text = await ReadAsync(level, (x, y) =>
        {
            var (fromX, fromY) = (((x - middleX) * cos) + ((y - middleY) * sin) + middleX,
                ((y - middleY) * cos) - ((x - middleX) * sin) + middleY);
            var inside = fromX >= 0 && fromX < level.Width && fromY >= 0 && fromY < level.Height;
            return inside ? level.At((int)fromX, (int)fromY) : (byte)255;
        });

        Assert.Equal(OwnSlopeDeg + slopeDeg, text.SlopeDeg, 0.3);
        AssertReadInFull(text.PlainText);
        Assert.DoesNotContain(text.Words, word => !HasInk(level, word.Box, sin, cos));
    }

    [Fact]
    public async Task RecognizeAsync_PageInShadow_IsReadInFull()
    {
        var lit = await LetterAsync();

        var text = await ReadAsync(lit, (x, y) =>
        {
            var light = Math.Max(
                0.25, 1 - Math.Sqrt(Square((x / (double)lit.Width) - 0.4) + Square((y / (double)lit.Height) - 0.3)));
            return (byte)((60 + (lit.At(x, y) * 0.6)) * light);
        });

        AssertReadInFull(text.PlainText);
    }

    private static double Square(double value) => value * value;

    private static void AssertReadInFull(string text)
    {
        var recall = WordRecall.Of(File.ReadAllText(SamplePaths.Sample("letter-scanned.txt")), text);
        Assert.True(recall >= 0.97, $"{recall:P1} of the words were found");
    }

    /// <summary>Something is printed on the level page where the middle of a box on the sloping one comes from.</summary>
    private static bool HasInk(PngPixels level, Box box, double sin, double cos)
    {
        const double PixelsPerPoint = 200 / 72.0;
        var (x, y) = (((box.L + box.R) / 2 * PixelsPerPoint) - (level.Width / 2.0),
            ((box.T + box.B) / 2 * PixelsPerPoint) - (level.Height / 2.0));
        var (fromX, fromY) = ((int)((x * cos) + (y * sin) + (level.Width / 2.0)),
            (int)((y * cos) - (x * sin) + (level.Height / 2.0)));
        return Enumerable.Range(-10, 21).Any(dx => Enumerable.Range(-6, 13).Any(dy => level.At(fromX + dx, fromY + dy) < 128));
    }

    private async Task<PngPixels> LetterAsync()
    {
        var output = engines.NewPath(".png");
        var letter = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("letter-scanned.pdf")));
        await engines.Renderer.RenderAsync(letter, 1, new RenderSettings(200, Grayscale: true), output, default);
        return PngPixels.Read(output);
    }

    private Task<PageText> ReadAsync(PngPixels page, Func<int, int, byte> pixelAt)
    {
        var samples = new byte[page.Width * page.Height];
        for (var at = 0; at < samples.Length; at++)
        {
            samples[at] = pixelAt(at % page.Width, at / page.Width);
        }

        var scan = PdfImage.Gray(page.Width, page.Height, samples);
        return engines.Recognizer.RecognizeAsync(
            engines.Pdf(new PdfBuilder().ScannedPage(scan)), 1, new RecognizeSettings(), default);
    }
}
