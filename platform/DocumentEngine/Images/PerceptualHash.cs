using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>
/// Which of an image's 63 lowest frequencies are above their median: scaling, compression and small changes of light turn few of
/// these bits. (The constant part, mean brightness, is left out: its bit stays 0.)
/// </summary>
internal static class PerceptualHash
{
    private const int Side = 32;
    private const int Kept = 8;

    public static string Of(SKBitmap bitmap)
    {
        var light = Luma(bitmap);
        Span<double> low = stackalloc double[Kept * Kept];
        for (var v = 0; v < Kept; v++)
        {
            for (var u = 0; u < Kept; u++)
            {
                low[(v * Kept) + u] = Frequency(light, u, v);
            }
        }

        var sorted = low[1..].ToArray();
        Array.Sort(sorted);
        var median = sorted[sorted.Length / 2];
        ulong bits = 0;
        for (var i = 1; i < low.Length; i++)
        {
            bits |= low[i] > median ? 1UL << i : 0;
        }

        return bits.ToString("x16");
    }

    private static double[] Luma(SKBitmap bitmap)
    {
        using var small = Bitmaps.Allocate(Side, Side, opaque: true);
        small.Erase(SKColors.White);
        using (var image = Bitmaps.AsImage(bitmap))
        using (var canvas = new SKCanvas(small))
        {
            canvas.DrawImage(image, new SKRect(0, 0, Side, Side), Bitmaps.Smooth);
        }

        var light = new double[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            var row = Bitmaps.Row(small, y);
            for (var x = 0; x < Side; x++)
            {
                light[(y * Side) + x] =
                    (0.299 * ((row[x] >> 16) & 255)) + (0.587 * ((row[x] >> 8) & 255)) + (0.114 * (row[x] & 255));
            }
        }

        return light;
    }

    /// <summary>One coefficient of the discrete cosine transform, rounded so that every machine has the same bits.</summary>
    private static double Frequency(double[] light, int u, int v)
    {
        var sum = 0.0;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                sum += light[(y * Side) + x] * Math.Cos(Math.PI * u * ((2 * x) + 1) / (2 * Side))
                    * Math.Cos(Math.PI * v * ((2 * y) + 1) / (2 * Side));
            }
        }

        return Math.Round(sum, 3);
    }
}
