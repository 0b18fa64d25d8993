namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>A gray picture as models take pictures: three planes.</summary>
internal static class PictureTensor
{
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    /// <summary>Each plane less its mean and over its deviation.</summary>
    /// <param name="gray">0 to 255, row by row.</param>
    /// <param name="planes">Width and height of the planes, where they are larger: the rest is zero.</param>
    public static float[] Of(float[] gray, int width, (int Width, int Height) planes)
    {
        var tensor = new float[3 * planes.Width * planes.Height];
        var height = gray.Length / width;
        for (var plane = 0; plane < 3; plane++)
        {
            var (scale, shift) = (1 / (255 * Deviation[plane]), Mean[plane] / Deviation[plane]);
            var start = plane * planes.Width * planes.Height;
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    tensor[start + (y * planes.Width) + x] = (gray[(y * width) + x] * scale) - shift;
                }
            }
        }

        return tensor;
    }

    /// <summary>All planes alike, black -1 and white 1.</summary>
    public static float[] Centred(float[] gray)
    {
        var tensor = new float[3 * gray.Length];
        for (var i = 0; i < gray.Length; i++)
        {
            tensor[i] = (gray[i] / 127.5f) - 1;
        }

        var plane = tensor.AsSpan(0, gray.Length);
        plane.CopyTo(tensor.AsSpan(gray.Length));
        plane.CopyTo(tensor.AsSpan(2 * gray.Length));
        return tensor;
    }
}
