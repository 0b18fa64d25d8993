using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Words of texts that nothing draws, laid out as viewers do: in the size that the box has room for, line by line.
/// </summary>
internal static class UndrawnWords
{
    private const double UsualSizePt = 11;
    private const double LeastSizePt = 4;

    // Of the size: a line, and a letter on average.
    private const double LineHeight = 1.25;
    private const double LetterWidth = 0.5;
    private const double MostForOne = 2.5;

    /// <returns>The words with those of the texts; what PDFium has drawn of one is left out where it is not all of it.</returns>
    public static IReadOnlyList<PageWord> AddTo(
        IReadOnlyList<PageWord> words, IReadOnlyList<UndrawnText> texts, FontTable fonts)
    {
        foreach (var text in texts)
        {
            var drawn = text.IsMadeUp ? words.Where(word => text.Box.HoldsCenterOf(word.Box)).ToList() : [];
            if (drawn.Count == 0
                || SpelledFields.Signs(string.Concat(drawn.Select(word => word.Text))) != SpelledFields.Signs(text.Text))
            {
                words = [.. words.Except(drawn, ReferenceEqualityComparer.Instance).Cast<PageWord>(),
                    .. Of(text, fonts.Unnamed())];
            }
        }

        return words;
    }

    private static IEnumerable<PageWord> Of(UndrawnText text, int font)
    {
        var size = Math.Clamp(text.Box.Height / LineHeight, LeastSizePt, UsualSizePt);
        var inLine = Math.Max(1, (int)(text.Box.Width / (LetterWidth * size)));
        var lines = Lines(text.Text, inLine).ToList();
        // One line stands in the middle of its field; several begin at the top.
        var top = lines.Count == 1 && text.Box.Height < MostForOne * size ? text.Box.CenterY - (size / 2) : text.Box.T;
        foreach (var line in lines)
        {
            var left = text.Box.L;
            for (var index = 0; index < line.Count; index++)
            {
                var width = line[index].Length * LetterWidth * size;
                yield return new PageWord(
                    line[index], Points.Box(left, top, left + width, top + size), font, Points.Round(size),
                    EndsLine: index == line.Count - 1);
                left += width + (LetterWidth * size);
            }

            top += LineHeight * size;
        }
    }

    private static IEnumerable<List<string>> Lines(string text, int mostChars)
    {
        foreach (var written in text.Split('\n', '\r'))
        {
            var (line, chars) = (new List<string>(), 0);
            foreach (var word in written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (chars > 0 && chars + word.Length > mostChars)
                {
                    yield return line;
                    (line, chars) = ([], 0);
                }

                line.Add(word);
                chars += word.Length + 1;
            }

            if (line.Count > 0)
            {
                yield return line;
            }
        }
    }
}
