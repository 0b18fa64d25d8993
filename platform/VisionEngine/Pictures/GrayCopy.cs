namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>A picture without its colours.</summary>
internal static class GrayCopy
{
    /// <summary>Most of what the eye sees is green.</summary>
    public static GrayPicture Of(Picture picture)
    {
        var gray = new byte[picture.Width * picture.Height];
        for (var y = 0; y < picture.Height; y++)
        {
            var row = picture.Row(y);
            var line = gray.AsSpan(y * picture.Width, picture.Width);
            for (var x = 0; x < line.Length; x++)
            {
                var (blue, green, red) = (row[x] & 0xFF, (row[x] >> 8) & 0xFF, (row[x] >> 16) & 0xFF);
                line[x] = (byte)(((29 * blue) + (150 * green) + (77 * red)) >> 8);
            }
        }

        return new GrayPicture(picture.Width, picture.Height, gray);
    }
}
