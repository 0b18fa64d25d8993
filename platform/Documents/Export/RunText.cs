using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Export;

/// <summary>
/// Puts the runs of a paragraph together. Some writers keep the blanks between runs inside them, others leave them out: where no
/// run begins or ends with one, there is one between every two.
/// </summary>
public static class RunText
{
    public static string Join(IReadOnlyList<TextItem> runs) => Join(runs, (_, text) => text);

    /// <param name="mark">Marks a run's text, which comes without blanks at either end: those stay outside.</param>
    public static string Join(IReadOnlyList<TextItem> runs, Func<TextItem, string, string> mark)
    {
        var hasBlanks = runs
            .Any(run => run.Text.Length > 0 && (char.IsWhiteSpace(run.Text[0]) || char.IsWhiteSpace(run.Text[^1])));
        return runs.Count == 1 && !hasBlanks ? mark(runs[0], runs[0].Text)
            : string.Join(hasBlanks ? "" : " ", runs.Select(run => Marked(run, mark))).Trim();
    }

    private static string Marked(TextItem run, Func<TextItem, string, string> mark)
    {
        var text = run.Text.Trim();
        if (text.Length == 0)
        {
            return run.Text;
        }

        var start = run.Text.IndexOf(text, StringComparison.Ordinal);
        return $"{run.Text[..start]}{mark(run, text)}{run.Text[(start + text.Length)..]}";
    }
}
