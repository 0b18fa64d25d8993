namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Turns native pixel rows into the rows of a PNG: one gray byte, or red, green, blue.</summary>
internal static class PixelRows
{
    public static void Convert(Raster raster, int y, Span<byte> row)
    {
        var source = raster.Row(y);
        switch (raster.Order, raster.Grayscale)
        {
            case (PixelOrder.GrayWords, _):
                FromGrayWords(source, row, raster.WidthPx);
                break;
            case (PixelOrder.Bgrx, false):
                ToRgb(source, row, raster.WidthPx, 2, 1, 0);
                break;
            case (PixelOrder.Bgrx, true):
                ToGray(source, row, raster.WidthPx, 2, 1, 0);
                break;
            case (PixelOrder.Xbgr, false):
                ToRgb(source, row, raster.WidthPx, 3, 2, 1);
                break;
            default:
                ToGray(source, row, raster.WidthPx, 3, 2, 1);
                break;
        }
    }

    private static void ToRgb(ReadOnlySpan<byte> source, Span<byte> row, int width, int red, int green, int blue)
    {
        for (var x = 0; x < width; x++)
        {
            var pixel = source.Slice(x * 4, 4);
            var target = row.Slice(x * 3, 3);
            target[0] = pixel[red];
            target[1] = pixel[green];
            target[2] = pixel[blue];
        }
    }

    /// <summary>Rec. 601 luma in 1/256.</summary>
    private static void ToGray(ReadOnlySpan<byte> source, Span<byte> row, int width, int red, int green, int blue)
    {
        for (var x = 0; x < width; x++)
        {
            var pixel = source.Slice(x * 4, 4);
            row[x] = (byte)(((pixel[red] * 77) + (pixel[green] * 150) + (pixel[blue] * 29)) >> 8);
        }
    }

    private static void FromGrayWords(ReadOnlySpan<byte> source, Span<byte> row, int width)
    {
        for (var x = 0; x < width; x++)
        {
            row[x] = source[x ^ 3];
        }
    }
}
