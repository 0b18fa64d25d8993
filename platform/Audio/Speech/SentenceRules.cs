using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// Which dots of a language end no sentence: those of its abbreviations, of initials, and of numbers where it writes ordinals
/// with one. In doubt there is no end: two sentences said at one go are heard as two, half a one is not.
/// </summary>
internal sealed partial class SentenceRules
{
    // Names follow these, whatever the name looks like.
    private static readonly FrozenSet<string> Titles = Set("Dr. Mr. Mrs. Ms. Prof. St.");

    // "3. oktober", "3. lokakuuta": as German does, but without lists of ours.
    private static readonly FrozenSet<string> OrdinalsWithADot = Set("cs da de et fi hr hu is nb nn no pl sk sl");

    private static readonly FrozenDictionary<string, SentenceRules> Known = AbbreviationLists.All
        .ToFrozenDictionary(list => list.Key, list => new SentenceRules(list.Key, list.Value));

    private readonly bool _isEnglish;
    private readonly bool _hasOrdinals;
    private readonly FrozenSet<string> _abbreviations;
    private readonly FrozenSet<string> _beforeNumbers;
    private readonly FrozenSet<string> _openers;

    private SentenceRules(string language, AbbreviationList list)
    {
        _isEnglish = language == "en";
        _hasOrdinals = OrdinalsWithADot.Contains(language);
        _abbreviations = Set(list.Anywhere);
        _beforeNumbers = Set(list.BeforeNumbers);
        _openers = FrozenSet.ToFrozenSet(list.Openers.Split(' '), StringComparer.Ordinal);
    }

    /// <param name="language">ISO 639-1, with a region or not.</param>
    public static SentenceRules For(string language)
    {
        var plain = language.Split('-')[0];
        return Known.TryGetValue(plain, out var rules) ? rules : new SentenceRules(plain, AbbreviationLists.Other);
    }

    /// <summary>Whether a text up to and with its last dot ends a sentence, where <paramref name="rest"/> follows it.</summary>
    /// <param name="text">From the start of the sentence.</param>
    public bool Ends(ReadOnlySpan<char> text, ReadOnlySpan<char> rest)
    {
        var word = text[(text.LastIndexOfAny(" ([\"'„“‘«»") + 1)..].ToString();
        if (word.Length == 2 && (char.IsUpper(word[0]) || (char.IsLower(word[0]) && !_isEnglish)))
        {
            return false;
        }

        if (Number().IsMatch(text))
        {
            return false;
        }

        return !IsShort(word, text, rest) || (!Titles.Contains(word) && _openers.Contains(FirstWord(rest)));
    }

    private bool IsShort(string word, ReadOnlySpan<char> text, ReadOnlySpan<char> rest) =>
        Initialism().IsMatch(word) || _abbreviations.Contains(word)
            || (_beforeNumbers.Contains(word) && rest.TrimStart() is [>= '0' and <= '9', ..])
            || (_isEnglish && Abbreviations.IsOne(word, rest))
            || (_hasOrdinals && Ordinal().IsMatch(word))
            || text.EndsWith("et al.", StringComparison.Ordinal);

    private static string FirstWord(ReadOnlySpan<char> rest)
    {
        var from = rest.TrimStart();
        var length = 0;
        while (length < from.Length && char.IsLetter(from[length]))
        {
            length++;
        }

        return from[..length].ToString();
    }

    private static FrozenSet<string> Set(string words) =>
        FrozenSet.ToFrozenSet(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    // "U.S.", "z.B.", "J.-C.", "EE.UU."
    [GeneratedRegex(@"^(\p{L}{1,2}\.-?){2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Initialism();

    // A day, a century, a king; not a year.
    [GeneratedRegex(@"^(\d{1,3}|[IVXL]{2,6})\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    // "1. Introduction": a number alone says nothing.
    [GeneratedRegex(@"^\(?(\d{1,3}\.)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
