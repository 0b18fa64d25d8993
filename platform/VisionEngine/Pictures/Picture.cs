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
