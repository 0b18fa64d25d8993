using System.Buffers.Binary;
using DaprProcessing.Contracts.Documents;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Finds the EXIF data of a file: a TIFF directory in a segment or chunk of its own; in a TIFF, the file.</summary>
internal static class ExifBlock
{
    private const int MostBytes = 1 << 20;
    private const int MostTiffBytes = 32 << 20;
    private const int MostChunks = 1024;

    private static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    public static byte[]? Find(string path, string mediaType)
    {
        using var file = File.OpenRead(path);
        return mediaType switch
        {
            MediaTypes.Jpeg => InJpeg(file),
            MediaTypes.Png => InChunks(file, 8, "eXIf"u8, littleEndian: false, typeFirst: false, tail: 4, even: false),
            MediaTypes.Webp => InChunks(file, 12, "EXIF"u8, littleEndian: true, typeFirst: true, tail: 0, even: true),
            MediaTypes.Tiff when file.Length <= MostTiffBytes => Take(file, (int)file.Length),
            _ => null,
        };
    }

    /// <summary>A segment is FF, its kind, its length (the length's own two bytes included), its data.</summary>
    private static byte[]? InJpeg(FileStream file)
    {
        Span<byte> head = stackalloc byte[4];
        file.Position = 2;
        for (var i = 0; i < MostChunks && file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4; i++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]) - 2;
            if (head[0] != 0xFF || head[1] == 0xDA || length < 0)
            {
                break;
            }

            if (head[1] != 0xE1)
            {
                file.Position += length;
            }
            else if (Take(file, length) is { } data && data.AsSpan().StartsWith(Prefix))
            {
                return data[Prefix.Length..];
            }
        }

        return null;
    }

    private static byte[]? InChunks(
        FileStream file, int start, ReadOnlySpan<byte> wanted, bool littleEndian, bool typeFirst, int tail, bool even)
    {
        Span<byte> head = stackalloc byte[8];
        file.Position = start;
        for (var i = 0; i < MostChunks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            var (type, size) = typeFirst ? (0, 4) : (4, 0);
            long length = littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(head[size..])
                : BinaryPrimitives.ReadUInt32BigEndian(head[size..]);
            if (head.Slice(type, 4).SequenceEqual(wanted))
            {
                var data = length <= MostBytes ? Take(file, (int)length) : null;
                return data is not null && data.AsSpan().StartsWith(Prefix) ? data[Prefix.Length..] : data;
            }

            file.Position += length + tail + (even ? length & 1 : 0);
        }

        return null;
    }

    private static byte[]? Take(FileStream file, int length)
    {
        var data = new byte[length];
        return file.ReadAtLeast(data, length, throwOnEndOfStream: false) == length ? data : null;
    }
}
