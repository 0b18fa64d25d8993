using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Tells "Figure 3: The plan" from "Figure 3 shows the plan".</summary>
internal static partial class CaptionPattern
{
    public static bool IsCaption(string text)
    {
        var match = Pattern().Match(text.Length > 60 ? text[..60] : text);
        return match.Success && (match.Groups["sep"].Success || match.Length >= text.Length || NextIsCapital(text, match.Length));
    }

    /// <summary>The caption names a table rather than a figure.</summary>
    public static bool IsOfTable(string text) => text.Length > 1 && (text[0] is 'T' or 't' or '表' or 'Т');

    private static bool NextIsCapital(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length && (char.IsUpper(text[at]) || Scripts.IsSpaceless(text[at]));
    }

    [GeneratedRegex(
        @"^(?:(?:Figure|Fig\.?|FIGURE|FIG\.?|Table|Tab\.|TABLE|Abbildung|Abb\.|Tabelle|Chart|Scheme|Plate|Listing|Algorithm|"
        + @"Figura|Tabla|Tableau|Tabella|Рис\.|Рисунок|Таблица)\s*|[图圖図表])\s*"
        + @"(?:[A-Z]?\d+|[IVX]+)(?:[.\-–]\d+)*[a-z]?(?<sep>\s*[:.|—–-])?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
