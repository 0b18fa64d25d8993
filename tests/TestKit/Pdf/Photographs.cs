namespace DaprProcessing.TestKit.Pdf;

/// <summary>Pictures without a letter in which recognisers see some.</summary>
public static class Photographs
{
    private const int Soft = 5;
    private const int Times = 3;

    /// <summary>Leaves in hard light, gray; the same every time.</summary>
    public static PdfImage Leaves(int width, int height)
    {
        var random = new Random(4711);
        var light = new double[width * height];
        for (var at = 0; at < light.Length; at++)
        {
            light[at] = random.NextDouble();
        }

        for (var times = 0; times < Times; times++)
        {
            light = Softened(Softened(light, width, height, 1, 0), width, height, 0, 1);
        }

        var (least, most) = (light.Min(), light.Max());
        return PdfImage.Gray(width, height, [.. light.Select(value => (byte)(255 * (value - least) / (most - least)))]);
    }

    private static double[] Softened(double[] light, int width, int height, int across, int down)
    {
        var softened = new double[light.Length];
        for (var at = 0; at < light.Length; at++)
        {
            var (x, y) = (at % width, at / width);
            for (var step = -Soft; step <= Soft; step++)
            {
                var column = Math.Clamp(x + (step * across), 0, width - 1);
                var row = Math.Clamp(y + (step * down), 0, height - 1);
                softened[at] += light[(row * width) + column];
            }
        }

        return softened;
    }
}
