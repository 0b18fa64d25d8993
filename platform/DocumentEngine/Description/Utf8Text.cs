using System.Text;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>Texts that a file marks as UTF-8, as PDF 2.0 does: a reader of before takes each byte for a letter of PDF's own
/// encoding.</summary>
internal static class Utf8Text
{
    /// <summary>The mark, read as letters.</summary>
    private const string Mark = "\u00EF\u00BB\u00BF";

    /// <summary>The letters of PDF's own encoding from 0x80 on that are not Latin-1's. 0x9F is none of them, and PDFium has
    /// nothing there.</summary>
    private const string From80 = "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203A\u2212\u2030\u201E\u201C\u201D"
        + "\u2018\u2019\u201A\u2122\uFB01\uFB02\u0141\u0152\u0160\u0178\u017D\u0131\u0142\u0153\u0161\u017E\0\u20AC";

    public static bool IsMarked(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    /// <returns>The same text where it has no mark.</returns>
    public static string Read(string text) => IsMarked(text)
        ? Encoding.UTF8.GetString([.. text.Skip(Mark.Length).Select(ToByte)]) : text;

    private static byte ToByte(char letter) =>
        From80.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? (byte)(0x80 + at) : (byte)letter;
}
