namespace DaprProcessing.Contracts.Documents;

/// <summary>The media types of documents, told by their first bytes; what a caller declares is not believed.</summary>
public static class MediaTypes
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Tiff = "image/tiff";
    public const string Wav = "audio/wav";
    public const string Flac = "audio/flac";
    public const string Mp3 = "audio/mpeg";
    public const string Ogg = "audio/ogg";
    public const string M4a = "audio/mp4";

    /// <summary>
    /// How much of a file <see cref="Sniff"/> wants to see: readers accept that much junk before a PDF's header.
    /// </summary>
    public const int SniffBytes = 1024 + 5;

    /// <param name="start">The first <see cref="SniffBytes"/> bytes of the file, or all of it.</param>
    /// <returns>One of the constants above, or null for anything else.</returns>
    public static string? Sniff(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return Png;
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return Jpeg;
        }

        // 42, or 43 for BigTIFF, in either byte order.
        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8)
            || start.StartsWith("II+\0"u8) || start.StartsWith("MM\0+"u8))
        {
            return Tiff;
        }

        return SoundTypes.Sniff(start)
            ?? (start[..Math.Min(start.Length, SniffBytes)].IndexOf("%PDF-"u8) >= 0 ? Pdf : SoundTypes.SniffFrame(start));
    }
}
