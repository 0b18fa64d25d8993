using System.Runtime.InteropServices;
using DaprProcessing.Contracts.Problems;
using SkiaSharp;

namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>A picture's pixels, four bytes each: blue, green, red, unused.</summary>
internal sealed class Picture(int width, int height, byte[] pixels)
{
    private const long MaxPixels = 100_000_000;
    private const int PixelBytes = 4;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public ReadOnlySpan<uint> Row(int y) =>
        MemoryMarshal.Cast<byte, uint>(pixels.AsSpan(y * Width * PixelBytes, Width * PixelBytes));

    /// <summary>The same picture, turned clockwise by quarters.</summary>
    public Picture Turn(int quarters)
    {
        if (quarters % 4 == 0)
        {
            return this;
        }

        var (width, height) = quarters % 2 == 0 ? (Width, Height) : (Height, Width);
        var turned = new byte[pixels.Length];
        var target = MemoryMarshal.Cast<byte, uint>(turned.AsSpan());
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            for (var x = 0; x < Width; x++)
            {
                var (toX, toY) = (quarters % 4) switch
                {
                    1 => (Height - 1 - y, x),
                    2 => (Width - 1 - x, Height - 1 - y),
                    _ => (y, Width - 1 - x),
                };
                target[(toY * width) + toX] = row[x];
            }
        }

        return new Picture(width, height, turned);
    }

    public static Picture Read(string path)
    {
        using var codec = SKCodec.Create(path) ?? throw Invalid();
        var info = codec.Info.WithColorType(SKColorType.Bgra8888).WithAlphaType(SKAlphaType.Premul);
        if ((long)info.Width * info.Height > MaxPixels)
        {
            throw new EngineFault(new Failure(
                FailureCodes.ResourceLimit,
                $"The picture has {(long)info.Width * info.Height / 1_000_000} megapixels; at most 100 are looked at."));
        }

        var pixels = new byte[info.BytesSize];
        unsafe
        {
            fixed (byte* first = pixels)
            {
                if (codec.GetPixels(info, (nint)first) != SKCodecResult.Success)
                {
                    throw Invalid();
                }
            }
        }

        return new Picture(info.Width, info.Height, pixels);
    }

    private static EngineFault Invalid() =>
        new(new Failure(FailureCodes.InvalidDocument, "The file is not a picture that can be read."));
}
