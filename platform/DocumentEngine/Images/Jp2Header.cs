using System.Buffers.Binary;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>The size of a JPEG 2000 picture, where leptonica does not tell it: from the marker at the start of its code, in a box
/// or not.</summary>
internal static class Jp2Header
{
    private const int WindowBytes = 64 * 1024;

    private static ReadOnlySpan<byte> SizeMarker => [0xFF, 0x4F, 0xFF, 0x51];

    /// <summary>Without boxes around it.</summary>
    public static bool IsCodeStream(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == SizeMarker[0];
    }

    /// <returns>Null where there is none.</returns>
    public static (int WidthPx, int HeightPx)? Read(string path)
    {
        using var file = File.OpenRead(path);
        var window = new byte[WindowBytes];
        var code = window.AsSpan(0, file.ReadAtLeast(window, WindowBytes, throwOnEndOfStream: false));
        var at = code.IndexOf(SizeMarker);
        if (at < 0 || code.Length < at + 24)
        {
            return null;
        }

        // After the marker come its length, the profile, the far corner and the near one.
        code = code[(at + 8)..];
        var (width, height) = (Number(code) - Number(code[8..]), Number(code[4..]) - Number(code[12..]));
        return width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? ((int)width, (int)height) : null;

        static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
