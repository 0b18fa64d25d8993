using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// Colour profiles of another number of colours than their entry N says, and the pictures have. PDFium believes the profile and
/// draws a picture's rows as something else; a profile that is none it leaves aside and goes by the number.
/// </summary>
internal static class WrongProfiles
{
    private const int MostLooked = 500;
    private const int LongestDictionaryBytes = 512;

    /// <summary>Enough for its header, however badly it is packed.</summary>
    private const int MostPackedBytes = 4096;

    /// <summary>Up to where the kind of colours and the mark of all profiles stand.</summary>
    private const int HeaderBytes = 40;

    private static ReadOnlySpan<byte> Mark => "acsp"u8;

    /// <summary>Where the data of such profiles begins, and how much of it says that it is one.</summary>
    public static IReadOnlyList<Range> In(string path) => MappedFile.Read(path, In);

    /// <summary>The file with these made unreadable.</summary>
    public static byte[] SpoiledIn(string path, IReadOnlyList<Range> profiles)
    {
        var file = File.ReadAllBytes(path);
        foreach (var profile in profiles)
        {
            file.AsSpan(profile).Clear();
        }

        return file;
    }

    private static List<Range> In(ReadOnlySpan<byte> file)
    {
        var wrong = new List<Range>();
        var at = 0;
        for (var looked = 0; looked < MostLooked && file[at..].IndexOf("/N "u8) is >= 0 and var next; looked++)
        {
            at += next + 3;
            if (DataOf(file, at) is { } data && ColorsOf(file[data]) is { } colors && colors != NumberAt(file, at))
            {
                wrong.Add(data.Start..Math.Min(data.Start.Value + HeaderBytes, data.End.Value));
            }
        }

        return wrong;
    }

    private static int? NumberAt(ReadOnlySpan<byte> file, int at) =>
        at < file.Length && int.TryParse(file.Slice(at, 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <summary>Of the stream in whose dictionary this place is.</summary>
    private static Range? DataOf(ReadOnlySpan<byte> file, int at)
    {
        var near = file.Slice(at, Math.Min(LongestDictionaryBytes, file.Length - at));
        var (start, end) = (near.IndexOf("stream"u8), near.IndexOf("endobj"u8));
        if (start < 0 || (end >= 0 && end < start))
        {
            return null;
        }

        var data = at + start + 6;
        data += file[data..].StartsWith("\r\n"u8) ? 2 : 1;
        return data < file.Length && file[data..].IndexOf("endstream"u8) is > 0 and var length ? data..(data + length) : null;
    }

    /// <returns>Null where it is no profile, or packed in another way than profiles are.</returns>
    private static int? ColorsOf(ReadOnlySpan<byte> data)
    {
        var header = data.Length >= HeaderBytes && data.Slice(36, 4).SequenceEqual(Mark) ? data[..HeaderBytes].ToArray()
            : Inflated(data);
        return header.Length < HeaderBytes || !header.AsSpan(36, 4).SequenceEqual(Mark) ? null
            : BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(16)) switch
            {
                0x47524159 => 1, // GRAY
                0x52474220 or 0x4C616220 => 3, // RGB, Lab
                0x434D594B => 4, // CMYK
                _ => null,
            };
    }

    private static byte[] Inflated(ReadOnlySpan<byte> data)
    {
        var header = new byte[HeaderBytes];
        try
        {
            data = data[..Math.Min(data.Length, MostPackedBytes)];
            using var zlib = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            return zlib.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes ? [] : header;
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
