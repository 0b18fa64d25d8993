using System.Runtime.InteropServices;
using DaprProcessing.Contracts.Problems;
using SkiaSharp;

namespace DaprProcessing.VisionEngine.Pictures;

/// <summary>Picture files as models look at them: in gray, as pages are drawn for them.</summary>
internal static class PictureFile
{
    private const long MaxPixels = 100_000_000;

    public static GrayPicture Read(string path)
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

        return new GrayPicture(info.Width, info.Height, ToGray(MemoryMarshal.Cast<byte, uint>(pixels)));
    }

    /// <summary>Most of what the eye sees is green.</summary>
    private static byte[] ToGray(ReadOnlySpan<uint> pixels)
    {
        var gray = new byte[pixels.Length];
        for (var i = 0; i < gray.Length; i++)
        {
            var (blue, green, red) = (pixels[i] & 0xFF, (pixels[i] >> 8) & 0xFF, (pixels[i] >> 16) & 0xFF);
            gray[i] = (byte)(((29 * blue) + (150 * green) + (77 * red)) >> 8);
        }

        return gray;
    }

    private static EngineFault Invalid() =>
        new(new Failure(FailureCodes.InvalidDocument, "The file is not a picture that can be read."));
}
