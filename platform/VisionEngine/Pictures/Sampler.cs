namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>Pictures as models take them: three planes of numbers, blue first.</summary>
internal static class Sampler
{
    /// <summary>The picture stretched to a size, each value between the four pixels around it, black -1 and white 1.</summary>
    public static float[] Stretch(Picture picture, int width, int height)
    {
        var planes = new float[3 * width * height];
        var columns = Places(width, picture.Width);
        var rows = Places(height, picture.Height);
        for (var y = 0; y < height; y++)
        {
            var (above, below, down) = rows[y];
            var first = picture.Row(above);
            var second = picture.Row(below);
            for (var x = 0; x < width; x++)
            {
                var (left, right, along) = columns[x];
                var at = (y * width) + x;
                for (var channel = 0; channel < 3; channel++)
                {
                    var shift = 8 * channel;
                    var top = Mix((first[left] >> shift) & 0xFF, (first[right] >> shift) & 0xFF, along);
                    var bottom = Mix((second[left] >> shift) & 0xFF, (second[right] >> shift) & 0xFF, along);
                    planes[(channel * width * height) + at] = ((top + ((bottom - top) * down)) / 127.5f) - 1;
                }
            }
        }

        return planes;
    }

    private static float Mix(uint one, uint other, float share) => one + (((int)other - (int)one) * share);

    private static (int Before, int After, float Share)[] Places(int size, int source)
    {
        var places = new (int, int, float)[size];
        var step = source / (double)size;
        for (var i = 0; i < size; i++)
        {
            var center = Math.Clamp(((i + 0.5) * step) - 0.5, 0, source - 1);
            var before = (int)center;
            places[i] = (before, Math.Min(before + 1, source - 1), (float)(center - before));
        }

        return places;
    }
}
