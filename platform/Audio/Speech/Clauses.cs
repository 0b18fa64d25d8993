using System.Text.RegularExpressions;

namespace DaprProcessing.Audio.Speech;

/// <summary>A stretch of a sentence and the mark behind it.</summary>
/// <param name="Mark">One of <c>. , ; : ? !</c>, or nothing.</param>
public readonly record struct Clause(string Text, string Mark);

/// <summary>
/// Cuts a sentence at its marks: a phonemiser drops them, but a voice makes pauses and melody of them.
/// </summary>
public static partial class Clauses
{
    public static IReadOnlyList<Clause> Of(string sentence)
    {
        var clauses = new List<Clause>();
        var start = 0;
        foreach (Match mark in Mark().Matches(sentence))
        {
            Add(sentence[start..mark.Index], Known(mark.ValueSpan.Trim()[0]));
            start = mark.Index + mark.Length;
        }

        Add(sentence[start..], "");
        return clauses;

        void Add(string text, string mark)
        {
            if (text.Any(char.IsLetterOrDigit))
            {
                clauses.Add(new Clause(text.Trim(), mark));
            }
        }
    }

    private static string Known(char mark) => mark switch
    {
        '?' or '？' => "?",
        '!' or '！' => "!",
        ';' or '；' => ";",
        ':' or '：' => ":",
        '.' or '。' or '…' => ".",
        _ => ",",
    };

    // A mark with a space or the end behind it: not the point of 3.5 or the colon of 10:30.
    [GeneratedRegex("""[.,;:!?…]+["'”’»)\]]*(\s+|$)|[。！？；：，、]|\s+[–—-]+\s+|—|\s*\(|\)\s*""", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
