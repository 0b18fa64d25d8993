using System.Collections.Frozen;

namespace DaprProcessing.AudioTranscription.Engines;

/// <summary>Servers name a language in English ("english"), we by its code: ISO 639-1, or 639-3 where there is none.</summary>
internal static class LanguageNames
{
    // All that Whisper knows, and its other names for some.
    private const string Known = """
        english=en, chinese=zh, german=de, spanish=es, russian=ru, korean=ko, french=fr, japanese=ja, portuguese=pt,
        turkish=tr, polish=pl, catalan=ca, dutch=nl, arabic=ar, swedish=sv, italian=it, indonesian=id, hindi=hi, finnish=fi,
        vietnamese=vi, hebrew=he, ukrainian=uk, greek=el, malay=ms, czech=cs, romanian=ro, danish=da, hungarian=hu, tamil=ta,
        norwegian=no, thai=th, urdu=ur, croatian=hr, bulgarian=bg, lithuanian=lt, latin=la, maori=mi, malayalam=ml, welsh=cy,
        slovak=sk, telugu=te, persian=fa, latvian=lv, bengali=bn, serbian=sr, azerbaijani=az, slovenian=sl, kannada=kn,
        estonian=et, macedonian=mk, breton=br, basque=eu, icelandic=is, armenian=hy, nepali=ne, mongolian=mn, bosnian=bs,
        kazakh=kk, albanian=sq, swahili=sw, galician=gl, marathi=mr, punjabi=pa, sinhala=si, khmer=km, shona=sn, yoruba=yo,
        somali=so, afrikaans=af, occitan=oc, georgian=ka, belarusian=be, tajik=tg, sindhi=sd, gujarati=gu, amharic=am,
        yiddish=yi, lao=lo, uzbek=uz, faroese=fo, haitian creole=ht, pashto=ps, turkmen=tk, nynorsk=nn, maltese=mt,
        sanskrit=sa, luxembourgish=lb, myanmar=my, tibetan=bo, tagalog=tl, malagasy=mg, assamese=as, tatar=tt, hawaiian=haw,
        lingala=ln, hausa=ha, bashkir=ba, javanese=jv, sundanese=su, cantonese=yue, burmese=my, valencian=ca, flemish=nl,
        haitian=ht, letzeburgesch=lb, pushto=ps, panjabi=pa, moldavian=ro, moldovan=ro, sinhalese=si, castilian=es,
        mandarin=zh
        """;

    private static readonly FrozenDictionary<string, string> Codes = Known.Split([',', '\n'], StringSplitOptions.TrimEntries)
        .Where(pair => pair.Length > 0).Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>A code is passed on as it is; of a name that is not known there is none: empty.</summary>
    public static string Code(string name) => Codes.GetValueOrDefault(name) ?? (IsCode(name) ? name.ToLowerInvariant() : "");

    private static bool IsCode(string name) => name.Length is 2 or 3 && name.All(char.IsAsciiLetter);
}
