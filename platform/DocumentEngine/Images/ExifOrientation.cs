using System.Buffers.Binary;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>
/// How a camera says it was held: tag 0x0112 of the first directory in a JPEG's APP1 segment or a PNG's eXIf chunk; 1, upright,
/// where nothing is said.
/// </summary>
internal static class ExifOrientation
{
    private const int Upright = 1;
    private const int WindowBytes = 128 * 1024;
    private const ushort OrientationTag = 0x0112;

    /// <summary>EXIF in a PNG may come after the pixels; a chunk's header is all that is read of those.</summary>
    private const int MaxChunks = 100_000;

    public static int Read(string path)
    {
        using var file = File.OpenRead(path);
        var window = new byte[(int)Math.Min(WindowBytes, file.Length)];
        file.ReadExactly(window);
        return window is [0x89, (byte)'P', ..] ? InPng(file) : InJpeg(window);
    }

    private static int InJpeg(ReadOnlySpan<byte> jpeg)
    {
        foreach (var (kind, data) in JpegSegments.Of(jpeg))
        {
            if (kind == JpegSegments.App1 && jpeg[data].StartsWith("Exif\0\0"u8))
            {
                return InTiff(jpeg[data][6..]);
            }
        }

        return Upright;
    }

    /// <summary>A chunk is its length, its kind, its data and a checksum.</summary>
    private static int InPng(FileStream file)
    {
        Span<byte> header = stackalloc byte[8];
        file.Position = 8;
        for (var chunk = 0; chunk < MaxChunks && file.ReadAtLeast(header, 8, throwOnEndOfStream: false) == 8; chunk++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (header[4..].SequenceEqual("eXIf"u8) && length <= WindowBytes && file.Position + length <= file.Length)
            {
                var data = new byte[length];
                file.ReadExactly(data);
                return InTiff(data);
            }

            file.Position += length + 4L;
        }

        return Upright;
    }

    private static int InTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14)
        {
            return Upright;
        }

        var little = tiff[0] == (byte)'I';
        var directory = U32(tiff[4..], little);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        var entries = U16(tiff[(int)directory..], little);
        for (var i = 0; i < entries; i++)
        {
            var at = (int)directory + 2 + (i * 12);
            if (at + 12 > tiff.Length)
            {
                break;
            }

            if (U16(tiff[at..], little) == OrientationTag)
            {
                var value = U16(tiff[(at + 8)..], little);
                return value is >= 1 and <= 8 ? value : Upright;
            }
        }

        return Upright;
    }

    private static ushort U16(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);

    private static uint U32(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt32BigEndian(data);
}
