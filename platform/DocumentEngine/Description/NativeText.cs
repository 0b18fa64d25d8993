namespace DaprProcessing.DocumentEngine.Description;

/// <summary>Texts of PDFium's: asked for their length, then for themselves; cut where they are longer than anybody
/// reads.</summary>
internal static unsafe class NativeText
{
    private const uint MaxBytes = 1 << 20;

    public delegate uint ReadUtf16(char* buffer, uint bytes);

    public delegate uint ReadBytes(byte* buffer, uint bytes);

    /// <returns>Null where there is none.</returns>
    public static string? Utf16(ReadUtf16 read, int maxChars) => Utf16(read, maxChars, out _);

    /// <param name="isUtf8">It says so, and PDFium has lost some of its letters.</param>
    public static string? Utf16(ReadUtf16 read, int maxChars, out bool isUtf8)
    {
        isUtf8 = false;
        var bytes = read(null, 0);
        if (bytes is <= sizeof(char) or > MaxBytes)
        {
            return null;
        }

        var buffer = new char[bytes / sizeof(char)];
        fixed (char* start = buffer)
        {
            _ = read(start, bytes);
        }

        var text = new string(buffer, 0, buffer.Length - 1);
        isUtf8 = Utf8Text.IsMarked(text);
        return Cut(Utf8Text.Read(text), maxChars);
    }

    /// <returns>Without its end; null where there is none.</returns>
    public static byte[]? Bytes(ReadBytes read)
    {
        var bytes = read(null, 0);
        if (bytes is <= 1 or > MaxBytes)
        {
            return null;
        }

        var buffer = new byte[bytes];
        fixed (byte* start = buffer)
        {
            _ = read(start, bytes);
        }

        return buffer[..^1];
    }

    /// <summary>Without signs that no text has; a carriage return, alone or not, ends a line.</summary>
    public static string? Cut(string text, int maxChars)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var clean = new string([.. lines.Where(c => !char.IsControl(c) || c is '\n' or '\t')]).Trim();
        var end = Math.Min(clean.Length, maxChars);
        end = end > 0 && end < clean.Length && char.IsHighSurrogate(clean[end - 1]) ? end - 1 : end;
        return end == 0 ? null : clean[..end];
    }
}
