using System.Collections.Frozen;

namespace DaprProcessing.AudioTranscription.Engines;

/// <summary>Servers name a language in English ("english"), we by its ISO 639-1 code.</summary>
internal static class LanguageNames
{
    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["english"] = "en", ["german"] = "de", ["french"] = "fr", ["spanish"] = "es", ["italian"] = "it", ["portuguese"] = "pt",
        ["dutch"] = "nl", ["polish"] = "pl", ["russian"] = "ru", ["ukrainian"] = "uk", ["turkish"] = "tr", ["arabic"] = "ar",
        ["hebrew"] = "he", ["hindi"] = "hi", ["chinese"] = "zh", ["japanese"] = "ja", ["korean"] = "ko", ["swedish"] = "sv",
        ["danish"] = "da", ["norwegian"] = "no", ["finnish"] = "fi", ["czech"] = "cs", ["greek"] = "el", ["hungarian"] = "hu",
        ["romanian"] = "ro", ["vietnamese"] = "vi", ["indonesian"] = "id", ["thai"] = "th",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name that is not in the list, or a code, is passed on as it is.</summary>
    public static string Code(string name) => Codes.GetValueOrDefault(name, name.ToLowerInvariant());
}
