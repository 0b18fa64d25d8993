using System.Globalization;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>
/// Words whose characters say nothing (signs without a meaning, of private use), in an element that says what stands there
/// (/ActualText): they get its words. Where the characters can be read they are kept, whatever the element says.
/// </summary>
internal static class ActualTexts
{
    /// <param name="textOf">What the element says that a word with this mark belongs to; null for nothing.</param>
    public static IReadOnlyList<PageWord> Mend(IReadOnlyList<PageWord> words, Func<int, string?> textOf)
    {
        List<PageWord>? mended = null;
        for (var start = 0; start < words.Count;)
        {
            var end = start + 1;
            while (end < words.Count && words[end].Tag == words[start].Tag)
            {
                end++;
            }

            if (words.Skip(start).Take(end - start).Any(IsBroken) && textOf(words[start].Tag) is { } actual
                && actual.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } said
                && !said.Any(word => word.Any(IsBroken)))
            {
                mended ??= [.. words.Take(start)];
                mended.AddRange(Replace([.. words.Skip(start).Take(end - start)], said));
            }
            else
            {
                mended?.AddRange(words.Skip(start).Take(end - start));
            }

            start = end;
        }

        return mended ?? words;
    }

    /// <summary>Word by word, or over the line that they stand on, each as wide as it is long; words on several lines stay, as
    /// nobody knows what of it stands where.</summary>
    private static IEnumerable<PageWord> Replace(List<PageWord> words, string[] said)
    {
        if (words.Count == said.Length)
        {
            return words.Zip(said, (word, text) => word with { Text = text });
        }

        return words.SkipLast(1).Any(word => word.EndsLine) ? words : Along(words, said);
    }

    private static IEnumerable<PageWord> Along(List<PageWord> words, string[] said)
    {
        var line = Box.Around(words.Select(word => word.Box));
        var all = said.Sum(text => text.Length) + said.Length - 1;
        var at = 0;
        for (var index = 0; index < said.Length; index++)
        {
            var (from, to) = ((double)at / all, (double)(at + said[index].Length) / all);
            at += said[index].Length + 1;
            var isLast = index == said.Length - 1;
            yield return words[0] with
            {
                Text = said[index],
                Box = line with { L = line.L + (from * line.Width), R = line.L + (to * line.Width) },
                EndsLine = isLast && words[^1].EndsLine,
                SpaceAfter = !isLast || words[^1].SpaceAfter,
            };
        }
    }

    private static bool IsBroken(PageWord word) => word.Text.Any(IsBroken);

    private static bool IsBroken(char sign) => sign == '\uFFFD'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.Control or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned;
}
