using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Puts lines back together, undoing hyphens that only the line break made.</summary>
internal static class Hyphenation
{
    // Prefixes that keep their hyphen in print far more often than they lose it.
    private static readonly HashSet<string> Compounds = new(StringComparer.OrdinalIgnoreCase)
    {
        "self", "well", "non", "ex", "half", "all", "high", "low", "long", "short", "full", "real", "so", "one", "two", "three",
            "four", "five", "six", "seven", "eight", "nine", "ten",
        "first", "second", "third", "state", "single", "multi", "cross", "open", "large", "small", "time", "user", "end", "mid",
    };

    /// <summary>Ends in a hyphen that stands between letters.</summary>
    public static bool EndsBroken(string text) =>
        text.Length > 2 && text[^1] is '-' or '\u2010' or '\u00AD' && char.IsLetter(text[^2]);

    /// <param name="vocabulary">Words as printed elsewhere, lower case: they tell "self-locking" from "exam-ple".</param>
    public static string Join(string before, string after, IReadOnlySet<string> vocabulary)
    {
        if (!EndsBroken(before) || after.Length == 0 || !char.IsLetter(after[0]))
        {
            return Scripts.JoinsWithoutSpace(before, after) || EndsInDash(before, after) ? before + after : before + " " + after;
        }

        return KeepsHyphen(before, after, vocabulary) ? before + after
            : string.Concat(before.AsSpan(0, before.Length - 1), after);
    }

    private static bool KeepsHyphen(string before, string after, IReadOnlySet<string> vocabulary)
    {
        if (before[^1] == '\u00AD')
        {
            return false;
        }

        var first = LastWord(before)[..^1];
        var second = FirstWord(after);
        if (vocabulary.Contains($"{first}{second}".ToLowerInvariant()))
        {
            return false;
        }

        return char.IsUpper(after[0]) || Compounds.Contains(first) || first.Contains('-')
            || vocabulary.Contains($"{first}-{second}".ToLowerInvariant());
    }

    // "1990–" at the end of a line goes on without a space.
    private static bool EndsInDash(string before, string after) =>
        before.Length > 1 && before[^1] is '-' or '–' or '—' && char.IsLetterOrDigit(before[^2]) && char.IsLetterOrDigit(after[0])
            && before[^1] != '—';

    private static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..].TrimStart('(', '[', '"', '“', '‘', '\'');

    private static string FirstWord(string text)
    {
        var end = 0;
        while (end < text.Length
            && (char.IsLetterOrDigit(text[end]) || (text[end] == '-' && end + 1 < text.Length && char.IsLetter(text[end + 1]))))
        {
            end++;
        }

        return text[..end];
    }
}
