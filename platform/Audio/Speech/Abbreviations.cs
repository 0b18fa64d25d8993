using System.Collections.Frozen;

namespace DaprProcessing.Audio.Speech;

/// <summary>English abbreviations that a listener wants to hear as words; their dot ends no sentence.</summary>
internal static class Abbreviations
{
    /// <summary>Abbreviation with its dot → how it is said.</summary>
    public static readonly FrozenDictionary<string, string> Spoken = new Dictionary<string, string>
    {
        ["Dr."] = "Doctor", ["Mr."] = "Mister", ["Mrs."] = "Missis", ["Ms."] = "Miz", ["Prof."] = "Professor", ["St."] = "Saint",
        ["Sr."] = "senior", ["Jr."] = "junior", ["Gen."] = "General", ["Col."] = "Colonel", ["Capt."] = "Captain",
        ["e.g."] = "for example", ["i.e."] = "that is", ["cf."] = "compare", ["vs."] = "versus", ["viz."] = "namely",
        ["etc."] = "et cetera", ["et al."] = "and others", ["approx."] = "approximately", ["ca."] = "about",
        ["resp."] = "respectively",
        ["Fig."] = "Figure", ["Figs."] = "Figures", ["fig."] = "figure", ["Eq."] = "Equation", ["Eqs."] = "Equations",
        ["Tab."] = "Table", ["Sec."] = "Section", ["Ch."] = "Chapter", ["No."] = "Number", ["no."] = "number",
        ["Nos."] = "Numbers",
        ["Vol."] = "Volume", ["vol."] = "volume", ["ed."] = "edition", ["eds."] = "editors", ["pp."] = "pages", ["p."] = "page",
        ["Ref."] = "Reference", ["Refs."] = "References", ["Inc."] = "Incorporated", ["Ltd."] = "Limited", ["Co."] = "Company",
        ["Dept."] = "Department", ["Univ."] = "University", ["Jan."] = "January", ["Feb."] = "February", ["Mar."] = "March",
        ["Apr."] = "April", ["Jun."] = "June", ["Jul."] = "July", ["Aug."] = "August", ["Sept."] = "September",
        ["Sep."] = "September",
        ["Oct."] = "October", ["Nov."] = "November", ["Dec."] = "December",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>These are followed by a number only; elsewhere they end a sentence as words do.</summary>
    public static readonly FrozenSet<string> BeforeNumbers = FrozenSet.ToFrozenSet(
        ["No.", "no.", "p.", "pp.", "Mar.", "Jun.", "Sec.", "Ch.", "ed.", "Tab."], StringComparer.Ordinal);

    /// <summary>Whether this word is an abbreviation where it stands before this text.</summary>
    public static bool IsOne(string word, ReadOnlySpan<char> rest) =>
        Spoken.ContainsKey(word) && (!BeforeNumbers.Contains(word) || rest.TrimStart() is [>= '0' and <= '9', ..]);
}
