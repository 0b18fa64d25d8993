namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>A gray picture as models take pictures: three planes, each less its mean and over its deviation.</summary>
internal static class PictureTensor
{
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    /// <param name="gray">0 to 255, row by row.</param>
    /// <param name="side">Width and height of the planes, where they are larger: the rest is zero.</param>
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
}
