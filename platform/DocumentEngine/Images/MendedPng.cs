using System.Buffers.Binary;
using DaprProcessing.DocumentEngine.Rendering;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>A PNG whose chunks have the checksums of what is in them, and which has an end: readers stop at the first that has
/// not.</summary>
internal static class MendedPng
{
    private const int SignatureBytes = 8;

    /// <summary>Length, kind and checksum.</summary>
    private const int AroundBytes = 12;

    private const int HeadBytes = 8;

    /// <returns>Whether it has all its chunks, and each is what its checksum says.</returns>
    public static bool IsWhole(ReadOnlySpan<byte> png)
    {
        for (var rest = png[Math.Min(SignatureBytes, png.Length)..]; rest.Length >= AroundBytes;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - AroundBytes
                || PngChunk.Checksum(rest.Slice(4, 4), rest.Slice(HeadBytes, (int)length))
                    != BinaryPrimitives.ReadUInt32BigEndian(rest[(HeadBytes + (int)length)..]))
            {
                return false;
            }

            if (rest.Slice(4, 4).SequenceEqual("IEND"u8))
            {
                return true;
            }

            rest = rest[(AroundBytes + (int)length)..];
        }

        return false;
    }

    public static byte[] Of(ReadOnlySpan<byte> png)
    {
        using var mended = new MemoryStream(png.Length + AroundBytes);
        mended.Write(png[..Math.Min(SignatureBytes, png.Length)]);
        var rest = png[Math.Min(SignatureBytes, png.Length)..];
        while (rest.Length >= HeadBytes && IsKind(rest.Slice(4, 4)) && !rest.Slice(4, 4).SequenceEqual("IEND"u8))
        {
            // Of a chunk that is cut, what is left.
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(rest), (uint)(rest.Length - HeadBytes));
            PngChunk.Write(mended, rest.Slice(4, 4), rest.Slice(HeadBytes, length));
            rest = rest[Math.Min(rest.Length, AroundBytes + length)..];
        }

        PngChunk.Write(mended, "IEND"u8, []);
        return mended.ToArray();
    }

    private static bool IsKind(ReadOnlySpan<byte> kind)
    {
        foreach (var letter in kind)
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                return false;
            }
        }

        return true;
    }
}
