using DaprProcessing.Engines.Protocol;
using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>One line of text cut out of a picture and laid level, as high as the recogniser wants it.</summary>
/// <param name="Planes">Blue, green and red, row by row, black -1 and white 1.</param>
internal sealed record LineCrop(TextArea Area, int Width, float[] Planes)
{
    public const int Height = 48;

    /// <summary>A longer line is squeezed: so many letters are in none.</summary>
    private const int MostWidth = 3200;

    /// <summary>Of a line in small print on a sheet: more samples than this a pixel tell nothing new.</summary>
    private const int MostSamples = 4;

    public static LineCrop Of(Picture picture, TextArea area)
    {
        var frame = Frame.Of(area);
        var width = Math.Clamp((int)Math.Ceiling(Height * frame.Width / Math.Max(1, frame.Height)), 8, MostWidth);
        var planes = new float[3 * Height * width];
        var samples = Math.Clamp((int)Math.Round(frame.Height / Height), 1, MostSamples);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (blue, green, red) = Sample(picture, frame, x, y, width, samples);
                var at = (y * width) + x;
                (planes[at], planes[(Height * width) + at], planes[(2 * Height * width) + at]) = (blue, green, red);
            }
        }

        return new LineCrop(area, width, planes);
    }

    private static (float Blue, float Green, float Red) Sample(Picture picture, Frame frame, int x, int y, int width, int samples)
    {
        var (blue, green, red) = (0f, 0f, 0f);
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j < samples; j++)
            {
                var (px, py) = frame.At(
                    (x + ((j + 0.5) / samples)) / width, (y + ((i + 0.5) / samples)) / Height);
                var (b, g, r) = Between(picture, px - 0.5, py - 0.5);
                (blue, green, red) = (blue + b, green + g, red + r);
            }
        }

        var all = samples * samples * 127.5f;
        return ((blue / all) - 1, (green / all) - 1, (red / all) - 1);
    }

    /// <summary>Of the four pixels around a point; beyond the edge lies more of the edge.</summary>
    private static (float Blue, float Green, float Red) Between(Picture picture, double x, double y)
    {
        (x, y) = (Math.Clamp(x, 0, picture.Width - 1), Math.Clamp(y, 0, picture.Height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, picture.Width - 1), Math.Min(top + 1, picture.Height - 1));
        var (along, down) = ((float)(x - left), (float)(y - top));
        var above = picture.Row(top);
        var below = picture.Row(bottom);
        return (Channel(above, below, 0), Channel(above, below, 8), Channel(above, below, 16));

        float Channel(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other, int shift)
        {
            float a = (one[left] >> shift) & 0xFF, b = (one[right] >> shift) & 0xFF;
            float c = (other[left] >> shift) & 0xFF, d = (other[right] >> shift) & 0xFF;
            var (upper, lower) = (a + ((b - a) * along), c + ((d - c) * along));
            return upper + ((lower - upper) * down);
        }
    }
}
