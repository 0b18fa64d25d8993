using DaprProcessing.Contracts.Documents;
using SkiaSharp;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>What is left of an image whose file was cut off or damaged: the rows before the damage, the rest white.</summary>
internal static class DamagedImage
{
    private const int MaxFileBytes = 256 << 20;

    private const uint White = 0xFFFFFFFF;

    /// <returns>Null where nothing is left.</returns>
    public static SKBitmap? TryDecode(string path, string mediaType)
    {
        if (new FileInfo(path).Length > MaxFileBytes)
        {
            return null;
        }

        using var data = SKData.CreateCopy(WithEnd(File.ReadAllBytes(path), mediaType));
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            return null;
        }

        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        var info = codec.Info
            .WithColorType(SKColorType.Bgra8888)
            .WithAlphaType(isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul)
            .WithColorSpace(SKColorSpace.CreateSrgb());
        var bitmap = Bitmaps.Allocate(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        var rows = result is SKCodecResult.Success or SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput
            ? Bleach(bitmap) : 0;
        if (rows > 0)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    /// <summary>A reader of a JPEG in several passes shows nothing before the file's end: it is put there.</summary>
    private static byte[] WithEnd(byte[] file, string mediaType) => mediaType switch
    {
        MediaTypes.Jpeg => [.. file, 0xFF, 0xD9],
        MediaTypes.Png => MendedPng.Of(file),
        _ => file,
    };

    /// <summary>Rows that were not reached have no colour at all, not even an opaque one.</summary>
    /// <returns>How many rows are there.</returns>
    private static int Bleach(SKBitmap bitmap)
    {
        var rows = 0;
        for (var y = 0; y < bitmap.Height; y++)
        {
            var row = Bitmaps.Row(bitmap, y);
            if (row.ContainsAnyExcept(0u))
            {
                rows++;
            }
            else
            {
                row.Fill(White);
            }
        }

        return rows;
    }
}
