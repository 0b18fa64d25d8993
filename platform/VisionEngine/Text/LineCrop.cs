using DaprProcessing.Engines.Protocol;
using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>One line of text cut out of a picture and laid level, as high as the recogniser wants it.</summary>
/// <param name="Pixels">Row by row, black -1 and white 1.</param>
internal sealed record LineCrop(TextArea Area, int Width, float[] Pixels)
{
    public const int Height = 48;

    /// <summary>A longer line is squeezed: so many letters are in none.</summary>
    private const int MostWidth = 3200;

    /// <summary>Of a line in small print on a sheet: more samples than this a pixel tell nothing new.</summary>
    private const int MostSamples = 4;

    public static LineCrop Of(GrayPicture picture, TextArea area)
    {
        var frame = Frame.Of(area);
        var width = Math.Clamp((int)Math.Ceiling(Height * frame.Width / Math.Max(1, frame.Height)), 8, MostWidth);
        var pixels = new float[Height * width];
        var samples = Math.Clamp((int)Math.Round(frame.Height / Height), 1, MostSamples);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = Sample(picture, frame, x, y, width, samples);
            }
        }

        return new LineCrop(area, width, pixels);
    }

    public ReadOnlySpan<float> Row(int y) => Pixels.AsSpan(y * Width, Width);

    private static float Sample(GrayPicture picture, Frame frame, int x, int y, int width, int samples)
    {
        var sum = 0f;
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j < samples; j++)
            {
                var (px, py) = frame.At(
                    (x + ((j + 0.5) / samples)) / width, (y + ((i + 0.5) / samples)) / Height);
                sum += Between(picture, px - 0.5, py - 0.5);
            }
        }

        return (sum / (samples * samples * 127.5f)) - 1;
    }

    /// <summary>Of the four pixels around a point; beyond the edge lies more of the edge.</summary>
    private static float Between(GrayPicture picture, double x, double y)
    {
        (x, y) = (Math.Clamp(x, 0, picture.Width - 1), Math.Clamp(y, 0, picture.Height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, picture.Width - 1), Math.Min(top + 1, picture.Height - 1));
        var (along, down) = ((float)(x - left), (float)(y - top));
        var above = picture.Row(top);
        var below = picture.Row(bottom);
        var upper = above[left] + ((above[right] - above[left]) * along);
        var lower = below[left] + ((below[right] - below[left]) * along);
        return upper + ((lower - upper) * down);
    }
}
