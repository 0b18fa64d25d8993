using System.IO.Compression;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>Whether a file speaks of something that few do: in plain bytes, or in the object streams that hold dictionaries since
/// PDF 1.5. Looking is a hundred times quicker than a second parser.</summary>
internal static class EntryScan
{
    private const int MaxFileBytes = 64 << 20;

    /// <summary>Of all object streams together.</summary>
    private const int MaxInflatedBytes = 32 << 20;

    public static bool Finds(string path, ReadOnlySpan<byte> name)
    {
        if (new FileInfo(path).Length > MaxFileBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        // In an encrypted object stream there is nothing to be seen.
        if (Speaks(file, name) || (file.IndexOf("/Encrypt"u8) >= 0 && file.IndexOf("/ObjStm"u8) >= 0))
        {
            return true;
        }

        var budget = MaxInflatedBytes;
        for (var at = file.IndexOf("/ObjStm"u8); at >= 0 && budget > 0; at = file.IndexOf("/ObjStm"u8))
        {
            file = file[at..];
            var start = file.IndexOf("stream"u8);
            var end = start < 0 ? -1 : file[start..].IndexOf("endstream"u8);
            if (end < 0)
            {
                return false;
            }

            if (Speaks(Inflated(file.Slice(start + 6, end - 6), ref budget), name))
            {
                return true;
            }

            file = file[(start + end)..];
        }

        return false;
    }

    private static bool Speaks(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name) => bytes.IndexOf(name) >= 0;

    /// <summary>As far as it goes: what is compressed in another way, encrypted or damaged gives nothing.</summary>
    private static byte[] Inflated(ReadOnlySpan<byte> stream, ref int budget)
    {
        using var inflated = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(stream.TrimStart("\r\n"u8).ToArray()), CompressionMode.Decompress);
            var part = new byte[16 << 10];
            for (var read = zlib.Read(part); read > 0 && budget > 0; read = zlib.Read(part))
            {
                inflated.Write(part, 0, read);
                budget -= read;
            }
        }
        catch (InvalidDataException)
        {
            // What came before the damage was looked at all the same.
        }

        return inflated.ToArray();
    }
}
