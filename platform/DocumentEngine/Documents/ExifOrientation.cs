using System.Buffers.Binary;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// How a camera says it was held: tag 0x0112 of the first directory in a JPEG's APP1 segment; 1, upright, where nothing is said.
/// </summary>
internal static class ExifOrientation
{
    private const int Upright = 1;
    private const int WindowBytes = 128 * 1024;
    private const ushort OrientationTag = 0x0112;

    public static int Read(string path)
    {
        using var file = File.OpenRead(path);
        var window = new byte[(int)Math.Min(WindowBytes, file.Length)];
        file.ReadExactly(window);
        return InJpeg(window);
    }

    private static int InJpeg(ReadOnlySpan<byte> jpeg)
    {
        // A segment is FF, its kind, its length (the length's own two bytes included), its data.
        var position = 2;
        while (position + 4 <= jpeg.Length && jpeg[position] == 0xFF)
        {
            var kind = jpeg[position + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(position + 2)..]);
            if (kind == 0xDA || length < 2 || position + 2 + length > jpeg.Length)
            {
                break;
            }

            var data = jpeg.Slice(position + 4, length - 2);
            if (kind == 0xE1 && data.StartsWith("Exif\0\0"u8))
            {
                return InTiff(data[6..]);
            }

            position += 2 + length;
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
