using System.Text.RegularExpressions;

namespace DaprProcessing.Analysis.Entities;

/// <summary>Entities told by their form. The expressions do not backtrack: time grows with the text only.</summary>
internal static class PatternEntities
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const string Month = "(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb"
        + "|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars"
        + "|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio"
        + "|julio|agosto|septiembre|octubre|noviembre|diciembre)";

    private const string Amount = @"\d[\d.,]*\d|\d";

    private static readonly (string Type, Regex Form)[] Forms =
    [
        ("url", new Regex(
            @"\b(https?|ftp)://[^\s<>""')\]]*[^\s<>""')\].,;:!?]|\bwww\.[a-zA-Z0-9-]+\.[^\s<>""')\]]*[a-zA-Z0-9/]", Options)),
        ("email", new Regex(@"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b", Options)),
        ("date", new Regex(
            @"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./](\d{4}|\d{2})\b"
                + $@"|\b\d{{1,2}}(st|nd|rd|th|\.|er)?( of| de)? {Month}(,? | de | del )\d{{4}}\b"
                + $@"|\b{Month}\.? \d{{1,2}}(st|nd|rd|th)?,? \d{{4}}\b|\b{Month} \d{{4}}\b"
                + $@"|\b\d{{1,2}}(st|nd|rd|th|\.)? {Month}\b|\b{Month} \d{{1,2}}\b", Options)),
        ("time", new Regex(@"\b([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?( ?[ap]\.?m\b)?|\b(1[0-2]|[1-9]) ?[ap]m\b", Options)),
        ("money", new Regex(
            $@"(US\$|[$€£¥₹]) ?({Amount})( (thousand|million|billion|trillion|Millionen|Milliarden|millions|milliards)\b)?"
                + $@"|\b({Amount})( (thousand|million|billion|trillion|Millionen|Milliarden|millones))? ?(€|£|EUR|USD|GBP|CHF|JPY"
                + @"|dollars?|euros?|Euro|pounds sterling)", Options)),
        ("percent", new Regex($@"\b({Amount}) ?(%|percent\b|per cent\b|Prozent\b|pour cent\b|por ciento\b)", Options)),
        ("phone", new Regex(
            @"\+\d{1,3}[ \-/.]?(\(\d{1,5}\)[ \-/.]?)?\d{1,5}([ \-/.]\d{2,5}){1,5}|\(\d{3}\) \d{3}-\d{4}\b", Options)),
    ];

    public static IEnumerable<EntityMention> Find(string text) => Forms.SelectMany(
        form => form.Form.EnumerateSpans(text).Select(match => new EntityMention(form.Type, match.Start, match.End)));

    private static List<TextSpan> EnumerateSpans(this Regex form, string text)
    {
        var spans = new List<TextSpan>();
        foreach (var match in form.EnumerateMatches(text))
        {
            spans.Add(new TextSpan(match.Index, match.Index + match.Length));
        }

        return spans;
    }
}
