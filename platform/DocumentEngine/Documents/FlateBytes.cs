using System.IO.Compression;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>The bytes of a stream that is packed by Flate, as far as they go: what is packed in another way, encrypted or damaged
/// gives nothing.</summary>
internal static class FlateBytes
{
    private const int MostBytes = 32 << 20;

    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> stream, bool isPacked)
    {
        var budget = MostBytes;
        return isPacked ? Of(stream, ref budget) : stream;
    }

    /// <param name="budget">Bytes that may be unpacked yet.</param>
    public static byte[] Of(ReadOnlySpan<byte> stream, ref int budget)
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
