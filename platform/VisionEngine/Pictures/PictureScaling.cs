namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>
/// Two ways to make a picture smaller. The layout detector sees thin lines better in the mean of all pixels; the others were
/// trained on pictures that were scaled by the four nearest alone, and the table reader reads others worse.
/// </summary>
internal static class PictureScaling
{
    /// <summary>Each pixel is the mean of those it covers.</summary>
    public static float[] Averaged(GrayPicture picture, int width, int height)
    {
        var across = Spans(picture.Width, width);
        var down = Spans(picture.Height, height);
        var line = new float[width];
        var scaled = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = down[y];
            for (var row = (int)top; row < bottom && row < picture.Height; row++)
            {
                Shrink(picture.Row(row), across, line);
                var share = (float)((Math.Min(row + 1, bottom) - Math.Max(row, top)) / (bottom - top));
                for (var x = 0; x < width; x++)
                {
                    scaled[(y * width) + x] += share * line[x];
                }
            }
        }

        return scaled;
    }

    /// <summary>Each pixel lies between four of the picture's, however many there are beside them.</summary>
    public static float[] Bilinear(GrayPicture picture, int width, int height)
    {
        var columns = Enumerable.Range(0, width).Select(x => Between(x, width, picture.Width)).ToArray();
        var scaled = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            var (above, below, down) = Between(y, height, picture.Height);
            var first = picture.Row(above);
            var second = picture.Row(below);
            for (var x = 0; x < width; x++)
            {
                var (left, right, across) = columns[x];
                var upper = first[left] + (across * (first[right] - first[left]));
                var lower = second[left] + (across * (second[right] - second[left]));
                scaled[(y * width) + x] = upper + (down * (lower - upper));
            }
        }

        return scaled;
    }

    private static void Shrink(ReadOnlySpan<byte> row, (double From, double To)[] spans, float[] line)
    {
        for (var x = 0; x < spans.Length; x++)
        {
            var (from, to) = spans[x];
            var sum = 0.0;
            for (var at = (int)from; at < to && at < row.Length; at++)
            {
                sum += (Math.Min(at + 1, to) - Math.Max(at, from)) * row[at];
            }

            line[x] = (float)(sum / (to - from));
        }
    }

    private static (double From, double To)[] Spans(int from, int to) =>
        [.. Enumerable.Range(0, to).Select(i => ((double)i * from / to, (double)(i + 1) * from / to))];

    private static (int Before, int After, float Share) Between(int at, int length, int of)
    {
        var place = Math.Clamp(((at + 0.5) * of / length) - 0.5, 0, of - 1);
        var before = (int)place;
        return (before, Math.Min(before + 1, of - 1), (float)(place - before));
    }
}
