using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace DaprProcessing.Gateway.Compatibility.Options;

/// <summary>Languages by the names that clients of docling give them, which depend on its OCR engine of the day.</summary>
internal static partial class OcrLanguages
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["en"] = "eng", ["de"] = "deu", ["fr"] = "fra", ["es"] = "spa", ["it"] = "ita", ["pt"] = "por", ["nl"] = "nld",
        ["pl"] = "pol", ["cs"] = "ces", ["da"] = "dan", ["sv"] = "swe", ["no"] = "nor", ["fi"] = "fin", ["hu"] = "hun",
        ["ro"] = "ron", ["tr"] = "tur", ["el"] = "ell", ["ru"] = "rus", ["uk"] = "ukr", ["bg"] = "bul", ["ar"] = "ara",
        ["fa"] = "fas", ["he"] = "heb", ["hi"] = "hin", ["th"] = "tha", ["vi"] = "vie", ["ja"] = "jpn", ["ko"] = "kor",
        ["zh"] = "chi_sim", ["ch"] = "chi_sim", ["ch_sim"] = "chi_sim", ["ch_tra"] = "chi_tra", ["english"] = "eng",
        ["german"] = "deu", ["french"] = "fra", ["spanish"] = "spa", ["italian"] = "ita", ["chinese"] = "chi_sim",
        ["japanese"] = "jpn", ["korean"] = "kor", ["russian"] = "rus", ["arabic"] = "ara",
    }.ToFrozenDictionary();

    /// <summary>Null where no recogniser of ours can have a language of that name.</summary>
    public static string? Find(string name) => Known.TryGetValue(name.Split('-')[0].ToLowerInvariant(), out var language)
        ? language
        : Tesseract().IsMatch(name) ? name : null;

    [GeneratedRegex("^[A-Za-z]{3}(_[A-Za-z]{1,10})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Tesseract();
}
