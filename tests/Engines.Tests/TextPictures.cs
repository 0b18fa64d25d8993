using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Pictures of printed text, made by drawing a page of it.</summary>
internal static class TextPictures
{
    public const double Dpi = 150;

    public static readonly string[] Lines =
    [
        "Twelve crates of apples were loaded on Monday,", "and forty boxes of honey jars on the day after.",
        "Each crate has a green label with its number,", "and the driver counted all of them once more.",
        "Keep the honey in a cool and dry place indoors.", "Report broken glass to the office in three days.",
    ];

    /// <summary>400 by 120 points.</summary>
    public static Task<PngPixels> PrintedAsync(EngineFixture engines) =>
        DrawAsync(engines, page => page.Lines(10, 100, Lines, 13), 400, 120);

    public static async Task<PngPixels> DrawAsync(EngineFixture engines, Action<PdfPage> draw, double width, double height)
    {
        var output = engines.NewPath(".png");
        var source = engines.Pdf(new PdfBuilder().Page(draw, width, height));
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(Dpi, Grayscale: true), output, default);
        return PngPixels.Read(output);
    }

    public static PdfImage ToImage(this PngPixels picture) =>
        PdfImage.Gray(picture.Width, picture.Height, picture.Samples);

    public static PngPixels Inverted(this PngPixels picture) =>
        picture with { Samples = [.. picture.Samples.Select(sample => (byte)(255 - sample))] };

    public static PdfImage Rows(this PngPixels picture, int from, int count) => PdfImage.Gray(
        picture.Width, count, picture.Samples.AsSpan(from * picture.Width, count * picture.Width));

    /// <summary>Soft spots of light and shade, as in a photograph of leaves.</summary>
    public static PdfImage Photo(int width, int height)
    {
        var samples = new byte[width * height];
        for (var at = 0; at < samples.Length; at++)
        {
            var (x, y) = (at % width, at / width);
            samples[at] = (byte)(128 + (60 * Math.Sin(x / 17.0) * Math.Cos(y / 23.0)) + (50 * Math.Sin((x + y) / 41.0)));
        }

        return PdfImage.Gray(width, height, samples);
    }
}
