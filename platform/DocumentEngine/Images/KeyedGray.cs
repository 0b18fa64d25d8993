using System.Buffers.Binary;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>
/// A gray PNG one shade of which is transparent. leptonica makes all of it white; so it gets the file without the chunk that
/// names the shade, and the shade becomes white here, or black where what stands on it is white.
/// </summary>
internal static unsafe class KeyedGray
{
    private const int MaxFileBytes = 256 << 20;
    private const int HeaderEnd = 33;
    private const byte Gray = 0;

    /// <returns>Null where the file is another kind of PNG, or damaged.</returns>
    public static PixImage? TryDecode(string path)
    {
        using var file = File.OpenRead(path);
        var header = new byte[HeaderEnd];
        if (file.Length > MaxFileBytes || file.ReadAtLeast(header, HeaderEnd, throwOnEndOfStream: false) < HeaderEnd
            || header[0] != 0x89 || header[25] != Gray || FindKey(file) is not { } at)
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        var depth = header[24];
        var key = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan((int)at + 8)) * 255 / ((1 << depth) - 1);
        var rest = (byte[])[.. bytes.AsSpan(0, (int)at), .. bytes.AsSpan((int)at + 14)];
        fixed (byte* start = rest)
        {
            var pix = Leptonica.ReadMemory(start, (nuint)rest.Length);
            return pix == 0 ? null : OnPaper(new PixImage(pix).ToGray(), (byte)key);
        }
    }

    /// <summary>The chunk stands before the pixels and holds two bytes.</summary>
    private static long? FindKey(FileStream file)
    {
        Span<byte> chunk = stackalloc byte[8];
        while (file.ReadAtLeast(chunk, 8, throwOnEndOfStream: false) == 8 && !chunk[4..].SequenceEqual("IDAT"u8))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk[4..].SequenceEqual("tRNS"u8) && length == 2)
            {
                // With its two bytes and its checksum; leptonica says what a file is that was cut off here.
                return file.Position + 6 <= file.Length ? file.Position - 8 : null;
            }

            file.Position += length + 4L;
        }

        return null;
    }

    private static PixImage OnPaper(PixImage image, byte key)
    {
        var bytes = new Span<byte>(image.Words, checked(Leptonica.WordsPerLine(image.Handle) * 4 * image.HeightPx));
        var ink = new TransparentInk();
        foreach (var shade in bytes)
        {
            ink.Add(shade == key ? (byte)0 : byte.MaxValue, shade);
        }

        bytes.Replace(key, ink.IsLight ? (byte)0 : byte.MaxValue);
        return image;
    }
}
