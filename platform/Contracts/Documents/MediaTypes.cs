using System.Buffers.Binary;

namespace DaprProcessing.Contracts.Documents;

/// <summary>The media types of documents, told by their first bytes; what a caller declares is not believed.</summary>
public static class MediaTypes
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Tiff = "image/tiff";
    public const string Webp = "image/webp";
    public const string Gif = "image/gif";
    public const string Bmp = "image/bmp";
    public const string Jp2 = "image/jp2";
    public const string Avif = "image/avif";
    public const string PlainText = "text/plain";
    public const string Markdown = "text/markdown";
    public const string Html = "text/html";
    public const string Csv = "text/csv";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Odt = "application/vnd.oasis.opendocument.text";
    public const string Epub = "application/epub+zip";
    public const string Wav = "audio/wav";
    public const string Flac = "audio/flac";
    public const string Mp3 = "audio/mpeg";
    public const string Ogg = "audio/ogg";
    public const string M4a = "audio/mp4";
    public const string Aac = "audio/aac";
    public const string Aiff = "audio/aiff";
    public const string Amr = "audio/amr";
    public const string Ape = "audio/x-ape";
    public const string Asf = "audio/x-ms-wma";
    public const string Au = "audio/basic";
    public const string Caf = "audio/x-caf";
    public const string Matroska = "audio/webm";
    public const string Tta = "audio/x-tta";
    public const string Wave64 = "audio/x-w64";
    public const string WavPack = "audio/x-wavpack";
    public const string Avi = "video/x-msvideo";
    public const string Flv = "video/x-flv";
    public const string MpegProgram = "video/mpeg";
    public const string MpegTransport = "video/mp2t";

    /// <summary>
    /// How much of a file <see cref="Sniff"/> wants to see: readers accept that much junk before a PDF's header.
    /// </summary>
    public const int SniffBytes = 1024 + 5;

    /// <summary>What the bytes alone tell; <see cref="FileTypes"/> tells kinds of text and of packages apart.</summary>
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

        if (start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..].StartsWith("WEBP"u8))
        {
            return Webp;
        }

        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8))
        {
            return Gif;
        }

        if (IsBmp(start))
        {
            return Bmp;
        }

        // Its signature box, made so that a transfer as text spoils it.
        // In its box, or the stream of the code alone.
        if (start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, .. "jP  \r\n"u8, 0x87, (byte)'\n'])
            || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
        {
            return Jp2;
        }

        if (PdfHeader.IsPostScriptForm(start))
        {
            return Pdf;
        }

        if (IsAvif(start))
        {
            return Avif;
        }

        if (TextTypes.IsMarkedUtf16(start[..Math.Min(start.Length, SniffBytes)]))
        {
            return PlainText;
        }

        return SoundTypes.Sniff(start)
            ?? (start[..Math.Min(start.Length, SniffBytes)].IndexOf("%PDF-"u8) >= 0 ? Pdf : SoundTypes.SniffFrame(start))
            ?? (TextTypes.IsText(start[..Math.Min(start.Length, SniffBytes)]) ? PlainText : null);
    }

    /// <summary>Characters and nothing else, to be read as they are.</summary>
    public static bool IsText(string mediaType) => mediaType == PlainText;

    public static bool IsImage(string mediaType) =>
        mediaType is Png or Jpeg or Tiff or Webp or Gif or Bmp or Jp2 or Avif;

    /// <summary>Text and structure without a page to draw: a document that flows into whatever page it is given.</summary>
    public static bool IsFlow(string mediaType) =>
        mediaType is PlainText or Markdown or Html or Csv or Epub || IsOffice(mediaType);

    /// <summary>What an office suite could lay out on pages.</summary>
    public static bool IsOffice(string mediaType) => mediaType is Docx or Pptx or Xlsx or Odt;

    /// <summary>By the first brand of its file type box, or by one of the others where that is common to several kinds.</summary>
    private static bool IsAvif(ReadOnlySpan<byte> start)
    {
        if (start.Length < 16 || !start[4..].StartsWith("ftyp"u8))
        {
            return false;
        }

        if (start[8..].StartsWith("avif"u8) || start[8..].StartsWith("avis"u8))
        {
            return true;
        }

        var box = start[..(int)Math.Min(start.Length, BinaryPrimitives.ReadUInt32BigEndian(start))];
        return start[8..].StartsWith("mif1"u8) && box.Length > 16 && box[16..].IndexOf("avif"u8) >= 0;
    }

    // Two letters are too few to tell by: four reserved bytes are zero, and the second header has one of its known lengths.
    private static bool IsBmp(ReadOnlySpan<byte> start) =>
        start.StartsWith("BM"u8) && start.Length >= 18 && start[6..10].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0])
            && start[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124
            && start[15..18].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0]);
}
