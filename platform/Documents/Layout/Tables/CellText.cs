using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout.Tables;

internal static class CellText
{
    /// <summary>The words whose middle lies in the box, line by line.</summary>
    public static string Inside(Box box, IReadOnlyList<TextRow> rows, PageContext page)
    {
        var lines = new List<TextRow>();
        foreach (var row in rows)
        {
            if (row.B < box.T || row.T > box.B)
            {
                continue;
            }

            var words = row.Words
                .Where(word => word.CenterX >= box.L && word.CenterX < box.R && word.CenterY >= box.T && word.CenterY < box.B)
                .ToList();
            if (words.Count > 0)
            {
                lines.Add(new TextRow(words));
            }
        }

        return Of(lines, page);
    }

    public static string Of(IEnumerable<TextRow> lines, PageContext page)
    {
        var text = "";
        foreach (var line in lines)
        {
            text = text.Length == 0 ? line.Text : Hyphenation.Join(text, line.Text, page.Vocabulary);
        }

        return text;
    }

    /// <summary>What stands in and around numbers without making words of them.</summary>
    private const string Marks = ".,-–−+%€$£()±:/";

    /// <summary>A number, amount, percentage, date or the like.</summary>
    public static bool IsNumeric(string text)
    {
        var digits = text.Count(char.IsDigit);
        return digits > 0 && digits * 2 >= text.Count(c => !char.IsWhiteSpace(c) && !Marks.Contains(c));
    }

    /// <summary>Every word of it is one.</summary>
    public static bool AreNumeric(List<Word> words) => words.TrueForAll(word => IsNumeric(word.Text));

    /// <summary>The same without a letter: no code, no "Q3".</summary>
    public static bool IsNumber(string text) => IsNumeric(text) && !text.Any(char.IsLetter);
}
