using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DaprProcessing.Engines.Tests;

/// <summary>Reads back the PNG files of the engine, which use no row filter.</summary>
internal sealed record PngPixels(int Width, int Height, int Channels, double Dpi, byte[] Samples)
{
    public byte At(int x, int y, int channel = 0) => Samples[(((y * Width) + x) * Channels) + channel];

    public static PngPixels Read(string path)
    {
        var png = File.ReadAllBytes(path);
        var (width, height, channels, dpi) = (0, 0, 0, 0.0);
        using var compressed = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var data = png.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(png, at + 4, 4))
            {
                case "IHDR":
                    (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(data),
                        BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[9] == 0 ? 1 : 3);
                    break;
                case "pHYs":
                    dpi = BinaryPrimitives.ReadInt32BigEndian(data) * 0.0254;
                    break;
                case "IDAT":
                    compressed.Write(data);
                    break;
            }

            at += length + 12;
        }

        compressed.Position = 0;
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        var samples = new byte[width * height * channels];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(0, zlib.ReadByte());
            zlib.ReadExactly(samples, y * width * channels, width * channels);
        }

        return new PngPixels(width, height, channels, dpi, samples);
    }
}
