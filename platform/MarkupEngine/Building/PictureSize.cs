using System.Buffers.Binary;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>How many pixels a picture has, by its header: nothing is decoded.</summary>
internal static class PictureSize
{
    /// <summary>Null where the header does not say, or says nothing that can be.</summary>
    public static PageItemSize? Of(ReadOnlySpan<byte> content, string mediaType)
    {
        var (width, height) = mediaType switch
        {
            MediaTypes.Png when content.Length >= 24 => (BigInt(content, 16), BigInt(content, 20)),
            MediaTypes.Gif when content.Length >= 10 => (LittleShort(content, 6), LittleShort(content, 8)),
            MediaTypes.Bmp when content.Length >= 26 => (LittleInt(content, 18), Math.Abs((long)LittleInt(content, 22))),
            MediaTypes.Webp when content.Length >= 30 => OfWebp(content),
            MediaTypes.Jpeg => OfJpeg(content),
            _ => (0, 0),
        };
        return width > 0 && height > 0 ? new PageItemSize(width, height) : null;
    }

    private static (long Width, long Height) OfWebp(ReadOnlySpan<byte> content) => content[12..16] switch
    {
        var kind when kind.SequenceEqual("VP8X"u8) => (1 + LittleTriple(content, 24), 1 + LittleTriple(content, 27)),
        var kind when kind.SequenceEqual("VP8L"u8) =>
            (1 + (LittleInt(content, 21) & 0x3FFF), 1 + ((LittleInt(content, 21) >> 14) & 0x3FFF)),
        _ => (LittleShort(content, 26) & 0x3FFF, LittleShort(content, 28) & 0x3FFF),
    };

    // Segment after segment, until the one that says the size of the frame.
    private static (long Width, long Height) OfJpeg(ReadOnlySpan<byte> content)
    {
        for (var at = 2; at + 9 < content.Length && content[at] == 0xFF;)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BigShort(content, at + 7), BigShort(content, at + 5));
            }
            else
            {
                at += 2 + (marker is >= 0xD0 and <= 0xD9 or 0x01 ? 0 : BigShort(content, at + 2));
            }
        }

        return (0, 0);
    }

    private static int BigInt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);

    private static int BigShort(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static int LittleInt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static int LittleShort(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static int LittleTriple(ReadOnlySpan<byte> bytes, int at) =>
        bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
}
