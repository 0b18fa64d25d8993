using System.Text;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>The runs of a paragraph as they come; neighbours that look alike become one.</summary>
internal sealed class Runs
{
    private readonly List<Run> _runs = [];
    private readonly StringBuilder _open = new();
    private Run? _look;

    public bool IsEmpty => _look is null && _runs.Count == 0;

    public void Add(Run run)
    {
        if (run.Text.Length == 0)
        {
            return;
        }

        if (_look is not null && !_look.LooksLike(run))
        {
            Close();
        }

        _look = run;
        _open.Append(run.Text);
    }

    public void Add(string text) => Add(new Run(text));

    public void AddAll(IEnumerable<Run> runs)
    {
        foreach (var run in runs)
        {
            Add(run);
        }
    }

    /// <summary>
    /// What came so far, and begins anew: without blanks at either end, blanks and breaks within as one each, and no run of
    /// blanks alone.
    /// </summary>
    public IReadOnlyList<Run> Take()
    {
        Close();
        var taken = Tidy(_runs, keepBreaks: false);
        _runs.Clear();
        return taken;
    }

    /// <summary>What came so far as it came, for code; and begins anew.</summary>
    public string TakeText()
    {
        Close();
        var text = TextOf(_runs);
        _runs.Clear();
        return text;
    }

    private void Close()
    {
        if (_look is not null)
        {
            _runs.Add(_look with { Text = _open.ToString() });
        }

        _look = null;
        _open.Clear();
    }

    private static List<Run> Tidy(List<Run> runs, bool keepBreaks)
    {
        var tidy = new List<Run>(runs.Count);
        var endsBlank = true;
        foreach (var run in runs)
        {
            var text = Blanks.Collapse(run.Text, endsBlank, keepBreaks);
            if (text.Length == 0)
            {
                continue;
            }

            endsBlank = char.IsWhiteSpace(text[^1]);
            if (string.IsNullOrWhiteSpace(text) && tidy.Count > 0)
            {
                // A blank looks alike in every formatting.
                tidy[^1] = tidy[^1] with { Text = tidy[^1].Text + text };
            }
            else
            {
                tidy.Add(run with { Text = text });
            }
        }

        while (tidy.Count > 0 && tidy[^1].Text.TrimEnd() is var end && end.Length < tidy[^1].Text.Length)
        {
            tidy[^1] = tidy[^1] with { Text = end };
            if (end.Length > 0)
            {
                break;
            }

            tidy.RemoveAt(tidy.Count - 1);
        }

        return Merged(tidy);
    }

    private static List<Run> Merged(List<Run> runs)
    {
        var merged = new List<Run>(runs.Count);
        foreach (var run in runs)
        {
            if (merged.Count > 0 && merged[^1].LooksLike(run))
            {
                merged[^1] = run with { Text = merged[^1].Text + run.Text };
            }
            else
            {
                merged.Add(run);
            }
        }

        return merged;
    }

    /// <summary>Text in one look, tidied as <see cref="Take"/> does; none for blanks alone.</summary>
    public static IReadOnlyList<Run> Of(string text, bool keepBreaks = false) => Tidy([new Run(text)], keepBreaks);

    /// <summary>The runs as plain text.</summary>
    public static string TextOf(IEnumerable<Run> runs) => string.Concat(runs.Select(run => run.Text));

    /// <summary>The formatting, null where it is none.</summary>
    public static Formatting? Look(
        bool bold, bool italic, bool underline = false, bool struck = false, string script = "baseline") =>
        bold || italic || underline || struck || script != "baseline"
            ? new Formatting(bold, italic, underline, struck, script) : null;
}
