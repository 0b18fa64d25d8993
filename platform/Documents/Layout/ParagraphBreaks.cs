namespace DaprProcessing.Documents.Layout;

/// <summary>Decides whether a line starts a new paragraph after the lines before it.</summary>
internal sealed class ParagraphBreaks(ColumnLines column, double bodySize)
{
    private const double LargeTitle = 1.5;
    private const double TightPitch = 1.25;
    private const int MaxTitleLines = 4;

    /// <param name="lines">The paragraph so far, not empty.</param>
    /// <param name="next">The line below.</param>
    /// <param name="hanging">The paragraph is a list item: its text is indented below the marker.</param>
    public bool StartsNew(IReadOnlyList<TextRow> lines, string lastText, TextRow next, string nextText, bool hanging)
    {
        var last = lines[^1];
        var size = Math.Max(last.Size, next.Size);
        return Spaced(last, next, size) || Restyled(last, next, size)
            || ((!hanging || next.L < lines[0].L - (0.5 * size)) && Indented(lines, lastText, next, nextText, size))
            || EndedShort(lines, lastText, next, nextText, size);
    }

    /// <summary>The line runs so far to the right that the next word would not have fitted.</summary>
    public bool IsFull(TextRow line) => column.R - line.R < 2 * line.Size || line.R > column.L + (0.93 * column.Width);

    private bool Spaced(TextRow last, TextRow next, double size)
    {
        var pitch = (ColumnLines.Middle(next) - ColumnLines.Middle(last)) / size;
        return pitch > column.Pitch * (column.Noisy ? 1.4 : 1.25) && pitch > column.Pitch + 0.2;
    }

    private bool Restyled(TextRow last, TextRow next, double size)
    {
        // A text layer tells sizes exactly: a line a little larger than the text below it is no line of that.
        var isBelowHeading = !column.Noisy && last.Size > next.Size && Math.Abs(next.Size - bodySize) < 0.03 * bodySize;
        if (Math.Abs(last.Size - next.Size) > (column.Noisy ? 0.4 : isBelowHeading ? 0.07 : 0.1) * size
            && last.Chars > 2 && next.Chars > 2)
        {
            return true;
        }

        return (last.AllBold && next.NoneBold) || (last.NoneBold && next.AllBold && !IsFull(last))
            || last.AllMono != next.AllMono;
    }

    private static bool Indented(IReadOnlyList<TextRow> lines, string lastText, TextRow next, string nextText, double size)
    {
        var step = 0.8 * size;
        var last = lines[^1];
        if (CentersAgree(last, next, size))
        {
            return false;
        }

        if (lines.Count == 1)
        {
            // Either the first line of a hanging paragraph, or a one-line paragraph before an indented one.
            return next.L > last.L + step && EndsSentence(lastText) && StartsSentence(nextText);
        }

        return next.L > last.L + step || (next.L < last.L - step && lines[0].L < last.L - step);
    }

    // The next line's first word had room on the last line, so the break was meant.
    private bool EndedShort(IReadOnlyList<TextRow> lines, string lastText, TextRow next, string nextText, double size)
    {
        if (Hyphenation.EndsBroken(lastText))
        {
            return false;
        }

        var last = lines[^1];
        var room = column.R - last.R - (next.Words[0].Box.Width + (0.3 * size));
        // A centred title runs over lines of any length; centred text in body type is names and addresses, a line each.
        if (CentersAgree(last, next, size) && !IsFull(last) && last.L > column.L + size && size > 1.1 * bodySize)
        {
            return false;
        }

        if (IsOneTitle(lines, last, next))
        {
            return false;
        }

        var runsOn = !EndsSentence(lastText) && !StartsSentence(nextText);
        var isDisplay = size > 1.1 * bodySize || (last.AllBold && next.AllBold);
        if (runsOn && isDisplay)
        {
            // A heading of two lines, broken where its sense allows.
            return false;
        }

        return room > (runsOn ? Math.Max(4 * size, 0.35 * column.Width) : (column.Noisy ? 2.5 : 1.5) * size);
    }

    // Lines set close in type far larger than the text's are one title, wherever its lines break.
    private bool IsOneTitle(IReadOnlyList<TextRow> lines, TextRow last, TextRow next) =>
        last.Size > LargeTitle * bodySize && lines.Count < MaxTitleLines && last.AllBold == next.AllBold
        && Math.Abs(last.Size - next.Size) < 0.03 * last.Size
        && ColumnLines.Middle(next) - ColumnLines.Middle(last) < TightPitch * last.Size;

    private static bool CentersAgree(TextRow one, TextRow other, double size) =>
        Math.Abs(one.L + one.R - other.L - other.R) < 0.8 * size && Math.Abs(one.L - other.L) > 0.5 * size;

    public static bool EndsSentence(string text)
    {
        var end = text.TrimEnd('"', '”', '’', '»', ')', ']', '\'');
        return end.Length == 0 || end[^1] is '.' or '!' or '?' or ':' or ';' or '。' or '！' or '？' or '…' or '：';
    }

    public static bool StartsSentence(string text)
    {
        var start = text.TrimStart('"', '“', '‘', '«', '(', '[', '\'', '¿', '¡');
        return start.Length == 0 || !char.IsLower(start[0]);
    }
}
