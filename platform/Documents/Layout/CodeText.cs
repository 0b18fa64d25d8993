using System.Text;

namespace DaprProcessing.Documents.Layout;

/// <summary>Lines set in a fixed-pitch font, with their line breaks, indents and inner spacing.</summary>
internal static class CodeText
{
    private const int MaxSpaces = 120;

    public static string Of(List<TextRow> lines, double pitch)
    {
        var left = lines.Min(line => line.L);
        var inked = lines.SelectMany(line => line.Words).Sum(word => word.Box.Width);
        var advance = inked / Math.Max(1, lines.Sum(line => line.Chars));
        var code = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
            {
                var skipped = (ColumnLines.Middle(lines[i]) - ColumnLines.Middle(lines[i - 1])) / lines[i].Size > 1.7 * pitch;
                code.Append(skipped ? "\n\n" : "\n");
            }

            AppendLine(code, lines[i], left, Math.Max(0.1, advance));
        }

        return code.ToString();
    }

    private static void AppendLine(StringBuilder code, TextRow line, double left, double advance)
    {
        var end = left;
        for (var i = 0; i < line.Words.Count; i++)
        {
            var spaces = (int)Math.Round((line.Words[i].Box.L - end) / advance);
            code.Append(' ', Math.Clamp(spaces, i > 0 && line.Words[i - 1].SpaceAfter ? 1 : 0, MaxSpaces))
                .Append(line.Words[i].Text);
            end = line.Words[i].Box.R;
        }
    }
}
