using DaprProcessing.Engines.Protocol;
using DaprProcessing.VisionEngine.Models;
using DaprProcessing.VisionEngine.Pictures;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>
/// PP-OCR's detector (differentiable binarization): it tells for each pixel how likely it is the core of a line of text. What
/// hangs together is a line; it is grown again by what the model was taught to leave off.
/// </summary>
internal sealed class TextDetector(OnnxModel model)
{
    private const int LeastShortSide = 736;
    private const int MostLongSide = 2000;

    /// <summary>The model halves its picture five times.</summary>
    private const int Step = 32;

    private const float Threshold = 0.3f;
    private const double LeastScore = 0.5;
    private const double Unclip = 1.6;
    private const int MaxAreas = 1000;
    private const double LeastSide = 3;
    private const double LeastGrownSide = 5;

    public IReadOnlyList<TextArea> Detect(GrayPicture picture)
    {
        var (width, height) = Size(picture);
        var likely = model.Run(
            PictureTensor.Centred(PictureScaling.Bilinear(picture, width, height)), [1, 3, height, width],
            outputs => outputs[0].GetTensorDataAsSpan<float>().ToArray());
        var (x, y) = (picture.Width / (double)width, picture.Height / (double)height);
        var areas = new List<TextArea>();
        foreach (var blob in Blobs.Find(Cores(likely, width, height), width, height).Take(MaxAreas))
        {
            var core = TurnedBox.Around(blob);
            if (core.ShortSide < LeastSide || Score(likely, width, height, core) is var score && score < LeastScore)
            {
                continue;
            }

            var grown = core.Grow(core.Area * Unclip / core.Circumference);
            if (grown.ShortSide >= LeastGrownSide)
            {
                areas.Add(new TextArea([.. grown.Corners.SelectMany(corner => (double[])[corner.X * x, corner.Y * y])], score));
            }
        }

        return areas;
    }

    private static (int Width, int Height) Size(GrayPicture picture)
    {
        var (shorter, longer) = (Math.Min(picture.Width, picture.Height), Math.Max(picture.Width, picture.Height));
        var scale = Math.Min(Math.Max(1, LeastShortSide / (double)shorter), MostLongSide / (double)longer);
        return (Whole(picture.Width * scale), Whole(picture.Height * scale));

        static int Whole(double side) => Math.Max(1, (int)Math.Round(side / Step)) * Step;
    }

    /// <summary>A pixel wider to the right and down, so that what a gap of one pixel parts hangs together.</summary>
    private static bool[] Cores(float[] likely, int width, int height)
    {
        var cores = new bool[likely.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (y * width) + x;
                cores[at] = likely[at] > Threshold || (x > 0 && likely[at - 1] > Threshold)
                    || (y > 0 && (likely[at - width] > Threshold || (x > 0 && likely[at - width - 1] > Threshold)));
            }
        }

        return cores;
    }

    /// <summary>How likely the pixels inside are, on average.</summary>
    private static double Score(float[] likely, int width, int height, TurnedBox box)
    {
        var (sum, count) = (0.0, 0);
        var corners = box.Corners;
        var (top, bottom) = (corners.Min(corner => corner.Y), corners.Max(corner => corner.Y));
        var (left, right) = (corners.Min(corner => corner.X), corners.Max(corner => corner.X));
        for (var y = Math.Max(0, (int)top); y <= Math.Min(height - 1, (int)bottom); y++)
        {
            for (var x = Math.Max(0, (int)left); x <= Math.Min(width - 1, (int)right); x++)
            {
                var (dx, dy) = (x - box.X, y - box.Y);
                if (Math.Abs((dx * box.AlongX) + (dy * box.AlongY)) <= box.HalfWidth + 0.5
                    && Math.Abs((dy * box.AlongX) - (dx * box.AlongY)) <= box.HalfHeight + 0.5)
                {
                    sum += likely[(y * width) + x];
                    count++;
                }
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
