using System.Buffers.Binary;
using System.IO.Compression;

namespace DaprProcessing.TestKit.Pdf;

/// <summary>An image for a page: 8 bits per sample, gray or RGB, rows from the top.</summary>
public sealed class PdfImage
{
    private PdfImage(int width, int height, bool gray, string filter, byte[] data) =>
        (Width, Height, IsGray, Filter, Data) = (width, height, gray, filter, data);

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    internal bool IsGray { get; }

    internal string Filter { get; }

    internal byte[] Data { get; }

    /// <param name="samples">One byte per pixel, 0 black.</param>
    public static PdfImage Gray(int width, int height, ReadOnlySpan<byte> samples) =>
        samples.Length == width * height
            ? new PdfImage(width, height, gray: true, "FlateDecode", Compress(samples))
            : throw new ArgumentException($"{width}×{height} gray pixels need {width * height} bytes, not {samples.Length}.");

    /// <param name="samples">Three bytes per pixel: red, green, blue.</param>
    public static PdfImage Rgb(int width, int height, ReadOnlySpan<byte> samples) =>
        samples.Length == width * height * 3
            ? new PdfImage(width, height, gray: false, "FlateDecode", Compress(samples))
            : throw new ArgumentException($"{width}×{height} RGB pixels need {width * height * 3} bytes, not {samples.Length}.");

    /// <summary>A JPEG file as it is.</summary>
    public static PdfImage Jpeg(byte[] file)
    {
        // Segments until the frame header, which holds precision, height, width and the number of components.
        for (var at = 2; at + 9 < file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var height = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 5));
                var width = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 7));
                return new PdfImage(width, height, gray: file[at + 9] == 1, "DCTDecode", file);
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
        }

        throw new ArgumentException("Not a JPEG file.", nameof(file));
    }

    internal static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return buffer.ToArray();
    }
}
