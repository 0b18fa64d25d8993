using System.Text.RegularExpressions;

namespace DaprProcessing.Documents.Assembling;

/// <summary>The number in front of a heading: "2.1 Methods" is at depth 2.</summary>
internal static partial class SectionNumber
{
    /// <returns>0 where there is none.</returns>
    public static int Depth(string text)
    {
        var match = Decimal().Match(text);
        if (match.Success)
        {
            return match.Groups["part"].Captures.Count;
        }

        match = Dashed().Match(text);
        if (match.Success)
        {
            return match.Groups["part"].Captures.Count;
        }

        return Chapter().IsMatch(text) || Roman().IsMatch(text) ? 1 : 0;
    }

    [GeneratedRegex(@"^(?:(?<part>\d{1,3})\.)*(?<part>\d{1,3})\.?\s+(?=[\p{L}“])", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    // Without the dash behind it, it may be a range: "2-5 days".
    [GeneratedRegex(@"^(?:(?<part>\d{1,3})-)+(?<part>\d{1,3})\s*[-–]\s*(?=\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex Dashed();

    [GeneratedRegex(
        @"^(?:Chapter|Part|Kapitel|Teil|Chapitre|Appendix|Anhang)\s+(?:\d+|[IVXLC]+|[A-Z])\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Chapter();

    [GeneratedRegex(@"^[IVX]{1,5}\.\s+\p{Lu}", RegexOptions.CultureInvariant)]
    private static partial Regex Roman();
}
