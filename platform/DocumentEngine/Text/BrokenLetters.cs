using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Words in which PDFium knows no letter for a glyph, as a ligature that the font calls <c>f_f_i</c>: the second parser, which
/// reads glyph names in more ways, is asked for what stands there. Where it knows no better the word stays as it is.
/// </summary>
internal static class BrokenLetters
{
    /// <summary>Of a page's characters; where more are unknown its fonts are, and only a look at the page helps.</summary>
    private const double MostBroken = 0.05;

    private const int MostLettersOfOne = 4;
    private const int MostOnPage = 500;

    /// <summary>A formula has unknown signs beside a letter or two, and the second parser costs more than a page.</summary>
    private const int FewestLetters = 3;

    /// <param name="second">The characters of the page as the second parser reads them; asked for once, where there is
    /// need.</param>
    public static IReadOnlyList<PageWord> Mend(IReadOnlyList<PageWord> words, Func<IReadOnlyList<PlacedText>> second)
    {
        var (all, signs, broken) = (0, 0, new List<int>());
        for (var index = 0; index < words.Count; index++)
        {
            var text = words[index].Text;
            all += text.Length;
            var unknown = CountBroken(text);
            if (unknown > 0)
            {
                signs += unknown;
                if (broken.Count < MostOnPage && words[index].AngleDeg == 0 && text.Any(char.IsLetter)
                    && !Scripts.HasRightToLeft(text))
                {
                    broken.Add(index);
                }
            }
        }

        if (signs > MostBroken * all || !broken.Exists(index => words[index].Text.Count(char.IsLetter) >= FewestLetters))
        {
            return words;
        }

        var rows = second().ToLookup(letter => Row(letter.BaseLine));
        var mended = words.ToArray();
        foreach (var index in broken)
        {
            var box = words[index].Box;
            var whole = string.Concat(Enumerable.Range(Row(box.T), Row(box.B) - Row(box.T) + 1).SelectMany(row => rows[row])
                .Where(letter => letter.BaseLine > box.T && letter.BaseLine <= box.B
                    && letter.CenterX > box.L && letter.CenterX < box.R)
                .OrderBy(letter => letter.CenterX).Select(letter => letter.Text));
            mended[index] = Fits(words[index].Text, whole) ? words[index] with { Text = whole } : words[index];
        }

        return mended;
    }

    /// <summary>The same word, with one to four letters for each unknown one.</summary>
    private static bool Fits(string word, string whole)
    {
        if (whole.Length < word.Length || CountBroken(whole) > 0
            || whole.Count(sign => !char.IsLetter(sign)) > word.Count(sign => !char.IsLetter(sign) && !IsBroken(sign)))
        {
            return false;
        }

        var at = 0;
        var free = 0;
        foreach (var sign in word)
        {
            if (IsBroken(sign))
            {
                (at, free) = (at + 1, free + MostLettersOfOne - 1);
                continue;
            }

            var found = at <= whole.Length ? whole.IndexOf(sign, at) : -1;
            if (found < 0 || found - at > free)
            {
                return false;
            }

            (at, free) = (found + 1, 0);
        }

        return at <= whole.Length && whole.Length - at <= free;
    }

    private static int CountBroken(string text)
    {
        var count = 0;
        foreach (var sign in text)
        {
            count += IsBroken(sign) ? 1 : 0;
        }

        return count;
    }

    private static bool IsBroken(char sign) => char.IsControl(sign) || sign == (char)Rune.ReplacementChar.Value;

    private static int Row(double y) => (int)Math.Clamp(y / 8, -1e6, 1e6);
}
