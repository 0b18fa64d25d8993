using System.Buffers.Binary;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Whether the file of an image goes on to the end of the image, told without a pixel decoded. What comes after that
/// end is of no matter.</summary>
internal static class ImageEnd
{
    private const int BmpHeaderBytes = 34;

    private static ReadOnlySpan<byte> EndMark => [0xFF, 0xD9];

    public static bool IsThere(string path, string mediaType) => new FileInfo(path).Length > int.MaxValue
        || MappedFile.Read(path, file => mediaType switch
        {
            MediaTypes.Jpeg => HasMark(file, after: [0xFF, 0xDA]),
            MediaTypes.Jp2 => HasMark(file, after: [0xFF, 0x93]),
            MediaTypes.Png => MendedPng.IsWhole(file),
            MediaTypes.Webp => file.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) <= file.Length - 8,
            MediaTypes.Bmp => IsWholeBmp(file),
            MediaTypes.Gif => IsWholeGif(file),
            _ => true,
        });

    /// <summary>In the codes of the pixels the mark cannot stand; in a small copy before them it does.</summary>
    private static bool HasMark(ReadOnlySpan<byte> file, ReadOnlySpan<byte> after)
    {
        var start = Math.Max(0, file.LastIndexOf(after));
        return file[start..].IndexOf(EndMark) >= 0;
    }

    /// <summary>Of rows that are not compressed.</summary>
    private static bool IsWholeBmp(ReadOnlySpan<byte> file)
    {
        if (file.Length < BmpHeaderBytes || BinaryPrimitives.ReadInt32LittleEndian(file[14..]) < 40
            || BinaryPrimitives.ReadInt32LittleEndian(file[30..]) is not (0 or 3))
        {
            return true;
        }

        var (width, height) = ((long)BinaryPrimitives.ReadInt32LittleEndian(file[18..]),
            Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..])));
        var row = ((width * BinaryPrimitives.ReadUInt16LittleEndian(file[28..])) + 31) / 32 * 4;
        return BinaryPrimitives.ReadUInt32LittleEndian(file[10..]) + (row * height) <= file.Length;
    }

    /// <summary>Its first picture.</summary>
    private static bool IsWholeGif(ReadOnlySpan<byte> file)
    {
        const int HeaderBytes = 13;
        const int PictureBytes = 10;
        var at = file.Length < HeaderBytes ? file.Length : HeaderBytes + ColorBytes(file[10]);
        while (at < file.Length)
        {
            switch (file[at])
            {
                case (byte)'!':
                    at = AfterBlocks(file, at + 2);
                    break;
                case (byte)',' when at + PictureBytes < file.Length:
                    return AfterBlocks(file, at + PictureBytes + ColorBytes(file[at + PictureBytes - 1]) + 1) <= file.Length;
                default:
                    return false;
            }
        }

        return false;
    }

    private static int ColorBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    /// <returns>Beyond the end of the file where they do not end in it.</returns>
    private static int AfterBlocks(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length && file[at] != 0)
        {
            at += file[at] + 1;
        }

        return at < file.Length ? at + 1 : int.MaxValue;
    }
}
