using System.Text.RegularExpressions;

namespace DaprProcessing.Documents.Layout.Tables;

/// <summary>Where a table comes from and what its signs mean stands below it, and ends it.</summary>
internal static partial class TableNotes
{
    private const int MaxWords = 3;

    public static bool StartsAt(TextRow row) =>
        Pattern().IsMatch(LineText.Of(row.Words.GetRange(0, Math.Min(MaxWords, row.Words.Count))));

    [GeneratedRegex(@"^(?:Sources?|Notes?|NB|Quelle|Quellen|Anmerkung|Fuente|Nota)\s*:", RegexOptions.CultureInvariant
        | RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
