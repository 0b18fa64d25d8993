using System.Text;
using System.Text.RegularExpressions;

namespace DaprProcessing.Contracts.Documents;

/// <summary>Headers of PDF files that are not where they should be, or not as they should be.</summary>
public static partial class PdfHeader
{
    private const int MaxJunkBytes = 1 << 20;
    private const int TailBytes = 2048;

    private static ReadOnlySpan<byte> Mark => "%PDF-"u8;

    /// <summary><c>%!PS-Adobe-3.0 PDF-1.4</c>, which readers take for <c>%PDF-1.4</c>.</summary>
    public static bool IsPostScriptForm(ReadOnlySpan<byte> start) => PostScriptFormBytes(start) > 0;

    /// <returns>0 where the file does not begin with such a header.</returns>
    public static int PostScriptFormBytes(ReadOnlySpan<byte> start) => start.StartsWith("%!PS-Adobe-"u8)
        ? PostScriptForm().Match(Encoding.Latin1.GetString(start[..Math.Min(start.Length, 64)])).Length : 0;

    /// <summary>Where a PDF begins behind what mail programs, servers and printer drivers have left before it.</summary>
    /// <returns>-1 where there is none.</returns>
    public static int PlaceOf(ReadOnlySpan<byte> file)
    {
        var start = file[..Math.Min(file.Length, MaxJunkBytes)];
        for (var at = 0; start[at..].IndexOf(Mark) is >= 0 and var next; at += next + Mark.Length)
        {
            if (at + next + Mark.Length < start.Length && char.IsAsciiDigit((char)start[at + next + Mark.Length]))
            {
                return at + next;
            }
        }

        return -1;
    }

    /// <summary>A PDF behind other bytes, more of them than readers look through: such a file has a PDF's end as well.</summary>
    internal static bool IsFurtherOn(string path)
    {
        using var file = File.OpenRead(path);
        var part = new byte[(int)Math.Min(file.Length, MaxJunkBytes)];
        file.ReadExactly(part);
        if (PlaceOf(part) < 0)
        {
            return false;
        }

        file.Position = Math.Max(0, file.Length - TailBytes);
        var tail = new byte[(int)(file.Length - file.Position)];
        file.ReadExactly(tail);
        return tail.AsSpan().IndexOf("startxref"u8) >= 0;
    }

    [GeneratedRegex(@"^%!PS-Adobe-\d\.\d PDF-\d\.\d", RegexOptions.CultureInvariant)]
    private static partial Regex PostScriptForm();
}
