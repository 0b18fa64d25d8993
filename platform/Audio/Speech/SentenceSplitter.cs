using System.Text.RegularExpressions;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// Cuts a text into sentences: behind a mark that ends one, unless an abbreviation or an initial stands before it or a small
/// letter behind. A text without marks is cut at a word where it becomes too long to be spoken at one go.
/// </summary>
public static partial class SentenceSplitter
{
    /// <summary>Memory and latency of a voice grow with what it says at one go.</summary>
    private const int MostLetters = 500;

    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        foreach (Match end in End().Matches(text))
        {
            if (IsEnd(text, start, end))
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

    private static bool IsEnd(string text, int start, Match end)
    {
        var after = end.Index + end.Length;
        if (after >= text.Length || end.ValueSpan[0] is not '.')
        {
            return true;
        }

        return !char.IsLower(text[after]) && !Abbreviations.Ends(text.AsSpan(start, end.Index + 1 - start), text.AsSpan(after));
    }

    private static IEnumerable<string> Bounded(string sentence)
    {
        while (sentence.Length > MostLetters)
        {
            var cut = Math.Max(
                sentence.LastIndexOfAny([';', ':', ',', '，', '、'], MostLetters) + 1, sentence.LastIndexOf(' ', MostLetters));
            cut = cut > MostLetters / 3 ? cut : MostLetters;
            cut -= char.IsLowSurrogate(sentence[cut]) ? 1 : 0;
            yield return sentence[..cut].Trim();
            sentence = sentence[cut..].Trim();
        }

        if (sentence.Length > 0)
        {
            yield return sentence;
        }
    }

    // Marks, closing quotes and brackets behind them, and the space after; Chinese and Japanese marks need no space.
    [GeneratedRegex("""[.!?…]+["'”’»)\]]*\s+|[。！？]+[」』”）]*\s*""")]
    private static partial Regex End();
}
