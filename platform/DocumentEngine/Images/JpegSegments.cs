using System.Buffers.Binary;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>The segments of a JPEG before its pixels: FF, a kind, a length that counts its own two bytes, data.</summary>
internal static class JpegSegments
{
    public const byte App1 = 0xE1;

    private const byte App14 = 0xEE;
    private const byte StartOfScan = 0xDA;
    private const int Inks = 4;
    private const int WindowBytes = 1 << 20;

    public static List<(byte Kind, Range Data)> Of(ReadOnlySpan<byte> jpeg)
    {
        var segments = new List<(byte, Range)>();
        var position = 2;
        while (position + 4 <= jpeg.Length && jpeg[position] == 0xFF)
        {
            var kind = jpeg[position + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(position + 2)..]);
            if (kind == 0xFF)
            {
                position++;
                continue;
            }

            if (kind == StartOfScan || length < 2 || position + 2 + length > jpeg.Length)
            {
                break;
            }

            segments.Add((kind, (position + 4)..(position + 2 + length)));
            position += 2 + length;
        }

        return segments;
    }

    /// <summary>Four inks, and no Adobe segment. Adobe's programs write inks inverted, and readers take every file for theirs;
    /// without the segment 255 is full ink.</summary>
    public static bool IsPlainInks(string path)
    {
        using var file = File.OpenRead(path);
        var window = new byte[(int)Math.Min(WindowBytes, file.Length)];
        file.ReadExactly(window);
        var segments = Of(window);
        return segments.Exists(segment => IsFrame(segment.Kind) && window.AsSpan(segment.Data) is { Length: > 5 } frame
                && frame[5] == Inks)
            && !segments.Exists(segment => segment.Kind == App14 && window.AsSpan(segment.Data).StartsWith("Adobe"u8));
    }

    /// <summary>How many a JPEG has, of eight bits each; null where the file is none, or one that readers may not know.</summary>
    public static int? ComponentsOf(string path)
    {
        using var file = File.OpenRead(path);
        var window = new byte[(int)Math.Min(WindowBytes, file.Length)];
        file.ReadExactly(window);
        if (!window.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return null;
        }

        var frames = Of(window).Where(segment => IsFrame(segment.Kind)).ToList();
        return frames is [(>= 0xC0 and <= 0xC2, var range)] && window.AsSpan(range) is { Length: > 5 } frame && frame[0] == 8
            ? frame[5] : null;
    }

    private static bool IsFrame(byte kind) => kind is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
