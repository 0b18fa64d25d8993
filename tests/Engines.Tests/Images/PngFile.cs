using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>Small PNG files with the chunks and colour types that the engine's own writer has no use for.</summary>
internal static class PngFile
{
    public const byte Gray = 0;
    public const byte Palette = 3;
    public const byte GrayAlpha = 4;

    public static byte[] Build(int width, int height, byte colorType, byte[] samples, params (string Kind, byte[] Data)[] more)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colorType);
        var file = new List<byte> { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10 };
        Add(file, "IHDR", header);
        foreach (var (kind, data) in more.Where(one => one.Kind != "eXIf"))
        {
            Add(file, kind, data);
        }

        Add(file, "IDAT", Compress(samples, samples.Length / height));
        foreach (var (kind, data) in more.Where(one => one.Kind == "eXIf"))
        {
            Add(file, kind, data);
        }

        Add(file, "IEND", []);
        return [.. file];
    }

    /// <summary>EXIF that tells an orientation and nothing else.</summary>
    public static byte[] Exif(int orientation, bool little) => little
        ? [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0]
        : [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private static byte[] Compress(byte[] samples, int rowBytes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var at = 0; at < samples.Length; at += rowBytes)
            {
                zlib.WriteByte(0);
                zlib.Write(samples, at, rowBytes);
            }
        }

        return compressed.ToArray();
    }

    private static void Add(List<byte> file, string kind, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        var body = (byte[])[.. Encoding.ASCII.GetBytes(kind), .. data];
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.HashToUInt32(body));
        file.AddRange([.. length, .. body, .. sum]);
    }
}
