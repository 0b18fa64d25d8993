using DaprProcessing.Contracts.Images;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Which part of an image goes into a copy, and how large the copy is.</summary>
/// <param name="Scale">Of the copy to the image, in the direction in which it is larger.</param>
internal sealed record Frame(SKRect Source, int WidthPx, int HeightPx, double Scale)
{
    public static Frame Of(int width, int height, ImageCopy copy)
    {
        var (across, down) = ((double)copy.WidthPx / width, (double)copy.HeightPx / height);
        if (across == 0 && down == 0)
        {
            return Whole(width, height, 1);
        }

        // One side given: the other follows, and there is nothing to fit.
        if (across == 0 || down == 0)
        {
            return Whole(width, height, Held(Math.Max(across, down)));
        }

        return copy.Fit switch
        {
            ImageFit.Contain => Whole(width, height, Held(Math.Min(across, down))),
            ImageFit.Stretch => new Frame(
                new SKRect(0, 0, width, height), Length(width, Held(across)), Length(height, Held(down)),
                Held(Math.Max(across, down))),
            _ => Cover(Held(Math.Max(across, down))),
        };

        double Held(double scale) => copy.Enlarge ? scale : Math.Min(1, scale);

        Frame Cover(double scale)
        {
            var (w, h) = (Math.Min(copy.WidthPx, Length(width, scale)), Math.Min(copy.HeightPx, Length(height, scale)));
            var (left, top) = ((width - (w / scale)) / 2, (height - (h / scale)) / 2);
            return new Frame(new SKRect((float)left, (float)top, (float)(width - left), (float)(height - top)), w, h, scale);
        }
    }

    public bool IsWhole(SKBitmap bitmap) => Scale == 1 && WidthPx == bitmap.Width && HeightPx == bitmap.Height;

    private static Frame Whole(int width, int height, double scale) =>
        new(new SKRect(0, 0, width, height), Length(width, scale), Length(height, scale), scale);

    private static int Length(int length, double scale) => (int)Math.Clamp(Math.Round(length * scale), 1, int.MaxValue);
}
