using System.Text;

namespace DaprProcessing.Contracts.Documents;

/// <summary>
/// The media type of a whole file. Bytes decide; only between kinds of text, which look alike, the name does. Nothing is unpacked
/// or parsed.
/// </summary>
public static class FileTypes
{
    /// <summary>Word, Excel and PowerPoint before 2007.</summary>
    public const string OfficeBinary = "application/x-ole-storage";

    /// <summary>An Office file under a password.</summary>
    public const string OfficeEncrypted = "application/x-office-encrypted";

    private static readonly byte[] Zip = [.. "PK\u0003\u0004"u8];
    private static readonly byte[] Storage = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] EncryptedStream = Encoding.Unicode.GetBytes("EncryptedPackage");
    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body"];

    /// <summary>Whether files that begin so are told by what stands further on.</summary>
    public static bool IsToldByTheWhole(ReadOnlySpan<byte> start) => start.StartsWith(Zip) || start.StartsWith(Storage);

    /// <param name="start">The first <see cref="MediaTypes.SniffBytes"/> bytes of the file, or all of it.</param>
    /// <param name="path">The file.</param>
    /// <param name="fileName">As its owner calls it.</param>
    /// <returns>One of <see cref="MediaTypes"/> or of the constants above, or null for anything else.</returns>
    public static string? Of(ReadOnlySpan<byte> start, string path, string? fileName)
    {
        var extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        if (start.StartsWith(Zip))
        {
            return ZipTypes.Of(path);
        }

        if (start.StartsWith(Storage))
        {
            return Contains(path, EncryptedStream) ? OfficeEncrypted : OfficeBinary;
        }

        var sniffed = MediaTypes.Sniff(start);
        if (sniffed is null or MediaTypes.PlainText && path.Length > 0 && PdfHeader.IsFurtherOn(path))
        {
            return MediaTypes.Pdf;
        }

        if (sniffed == MediaTypes.Mp3 && path.Length > 0 && start.StartsWith("ID3"u8))
        {
            return SoundTypes.BehindTag(At(path, SoundTypes.TagBytes(start)));
        }

        return sniffed switch
        {
            null or MediaTypes.PlainText when Markup(start) is { IsEmpty: false } markup => OfMarkup(markup, extension),
            MediaTypes.PlainText => OfText(extension),
            null when extension is ".txt" or ".md" or ".markdown" or ".csv" or ".tsv" && TextTypes.MayBeText(start) =>
                OfText(extension),
            _ => sniffed,
        };
    }

    // A tag with a picture of a cover is longer than the start of the file.
    private static byte[] At(string path, long offset)
    {
        using var file = File.OpenRead(path);
        file.Position = offset;
        var bytes = new byte[4];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static string OfText(string extension) => extension switch
    {
        ".md" or ".markdown" => MediaTypes.Markdown,
        ".csv" or ".tsv" => MediaTypes.Csv,
        ".html" or ".htm" or ".xhtml" => MediaTypes.Html,
        _ => MediaTypes.PlainText,
    };

    /// <summary>From the first tag on; nothing where it is no text that begins with one.</summary>
    private static ReadOnlySpan<byte> Markup(ReadOnlySpan<byte> start)
    {
        start = start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        start = start.TrimStart(" \t\r\n"u8);
        return start.StartsWith("<"u8) && !start.Contains((byte)0) ? start : [];
    }

    // In whatever encoding: the markup is in ASCII. A comment or an XML declaration may stand before other XML, too.
    private static string? OfMarkup(ReadOnlySpan<byte> markup, string extension)
    {
        if (extension is ".html" or ".htm" or ".xhtml" or ".md" or ".markdown")
        {
            return OfText(extension);
        }

        var text = Encoding.Latin1.GetString(markup).ToLowerInvariant();
        return HtmlStarts.Any(known => text.StartsWith(known, StringComparison.Ordinal))
            || ((text.StartsWith("<!--", StringComparison.Ordinal) || text.StartsWith("<?xml", StringComparison.Ordinal))
                && (text.Contains("<html", StringComparison.Ordinal)
                    || text.Contains("<!doctype html", StringComparison.Ordinal)))
            ? MediaTypes.Html : null;
    }

    private static bool Contains(string path, ReadOnlySpan<byte> wanted)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[1 << 16];
        var kept = 0;
        for (int read; (read = file.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var filled = buffer.AsSpan(0, kept + read);
            if (filled.IndexOf(wanted) >= 0)
            {
                return true;
            }

            // What may be the beginning of it.
            kept = Math.Min(wanted.Length - 1, filled.Length);
            filled[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
