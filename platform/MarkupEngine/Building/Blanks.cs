using System.Text;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>Blanks as a reader sees them: any number is one.</summary>
internal static class Blanks
{
    /// <param name="afterBlank">What comes before ends with one: none at the beginning.</param>
    /// <param name="keepBreaks">Line feeds stay line feeds.</param>
    public static string Collapse(string text, bool afterBlank, bool keepBreaks)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter))
            {
                // No letter of a person, and nothing that XML or a terminal would take.
                if (!char.IsControl(letter))
                {
                    collapsed.Append(letter);
                    afterBlank = false;
                }
            }
            else if (keepBreaks && letter == '\n')
            {
                while (collapsed.Length > 0 && collapsed[^1] == ' ')
                {
                    collapsed.Length--;
                }

                collapsed.Append('\n');
                afterBlank = true;
            }
            else if (!afterBlank)
            {
                collapsed.Append(' ');
                afterBlank = true;
            }
        }

        return collapsed.ToString();
    }

    /// <summary>One line, without blanks at either end.</summary>
    public static string Line(string text) => Collapse(text, afterBlank: true, keepBreaks: false).TrimEnd();

    /// <summary>Code: its lines and indents as they are, without what no text has.</summary>
    public static string Code(string text) => new string(
        [.. text.ReplaceLineEndings("\n").Where(letter => letter is '\n' or '\t' || !char.IsControl(letter))]).Trim('\n');
}
