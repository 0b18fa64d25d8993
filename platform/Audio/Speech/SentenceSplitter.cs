using System.Text.RegularExpressions;

namespace DaprProcessing.Audio.Speech;

/// <summary>What is said at one go.</summary>
/// <param name="GoesOn">A piece of a sentence that is too long for one go; the rest of it follows.</param>
public readonly record struct SentencePiece(string Text, bool GoesOn = false);

/// <summary>
/// Cuts a text into sentences: behind a mark that ends one, unless an abbreviation, an initial or an ordinal of the language
/// stands before it or a small letter behind. What is too long to be spoken at one go is cut at a mark within, or at a word where
/// there is none.
/// </summary>
public static partial class SentenceSplitter
{
    /// <summary>Memory and latency of a voice grow with what it says at one go.</summary>
    private const int MostLetters = 500;

    /// <param name="language">ISO 639-1, with a region or not: whose abbreviations and ordinals are known.</param>
    public static IEnumerable<SentencePiece> Split(string text, string language)
    {
        var rules = SentenceRules.For(language);
        var start = 0;
        foreach (Match end in End().Matches(text))
        {
            if (IsEnd(text, start, end, rules))
            {
                foreach (var piece in Bounded(text[start..(end.Index + end.Length)].Trim()))
                {
                    yield return piece;
                }

                start = end.Index + end.Length;
            }
        }

        foreach (var piece in Bounded(text[start..].Trim()))
        {
            yield return piece;
        }
    }

    private static bool IsEnd(string text, int start, Match end, SentenceRules rules)
    {
        var after = end.Index + end.Length;
        if (after >= text.Length || end.ValueSpan[0] is '。' or '！' or '？')
        {
            return true;
        }

        // "Why?" she asked.
        return !char.IsLower(text[after])
            && (end.ValueSpan[0] is not '.' || rules.Ends(text.AsSpan(start, end.Index + 1 - start), text.AsSpan(after)));
    }

    private static IEnumerable<SentencePiece> Bounded(string sentence)
    {
        while (sentence.Length > MostLetters)
        {
            var cut = CutOf(sentence);
            yield return new SentencePiece(sentence[..cut].Trim(), GoesOn: true);
            sentence = sentence[cut..].Trim();
        }

        if (sentence.Length > 0)
        {
            yield return new SentencePiece(sentence);
        }
    }

    /// <summary>Behind the last mark that leaves no tiny piece, else at the last blank, else between two letters.</summary>
    private static int CutOf(string sentence)
    {
        var marks = Break().Matches(sentence[..(MostLetters + 1)]);
        var mark = marks.Count > 0 ? marks[^1].Index + marks[^1].Length : 0;
        if (mark is > MostLetters / 3 and <= MostLetters)
        {
            return mark;
        }

        var blank = sentence.LastIndexOf(' ', MostLetters);
        return blank > MostLetters / 3 ? blank : MostLetters - (char.IsLowSurrogate(sentence[MostLetters]) ? 1 : 0);
    }

    // Marks, closing quotes and brackets behind them, and the space after; Chinese and Japanese marks need no space.
    [GeneratedRegex("""[.!?…]+( ?»|["'”’“«)\]])*\s+|[。！？]+[」』”）]*\s*""")]
    private static partial Regex End();

    // With a blank behind, unlike those of 1,000 and 10:30.
    [GeneratedRegex("""[;:,](?= )| [–—](?= )|—|[，、；：]""")]
    private static partial Regex Break();
}
