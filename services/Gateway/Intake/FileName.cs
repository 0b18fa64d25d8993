using System.Globalization;
using System.Text;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// What a caller called a document: shown to people later, so nothing in it may move a cursor, a path or a text direction.
/// </summary>
internal static class FileName
{
    private const string Nameless = "document";
    private const int MaxLength = 255;

    public static string Clean(string? given)
    {
        var clean = new StringBuilder();
        foreach (var letter in (given ?? "").Split('/', '\\')[^1].EnumerateRunes())
        {
            if (!IsHarmless(letter))
            {
                continue;
            }

            if (clean.Length + letter.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            clean.Append(letter.ToString());
        }

        var name = clean.ToString().Trim();
        return name is "" or "." or ".." ? Nameless : name;
    }

    // Half a surrogate pair comes as the replacement character.
    private static bool IsHarmless(Rune letter) =>
        letter != Rune.ReplacementChar && Rune.GetUnicodeCategory(letter) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);
}
