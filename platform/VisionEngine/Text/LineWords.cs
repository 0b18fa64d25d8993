using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.VisionEngine.Text;

/// <summary>Parts the letters of a line into words, each with the box of its ink.</summary>
internal static class LineWords
{
    public static List<ReadWord> Of(LineCrop line, IReadOnlyList<ReadSign> signs)
    {
        var frame = Frame.Of(line.Area);
        var words = new List<ReadWord>();
        LineInk? ink = null;
        for (var start = 0; start < signs.Count; start++)
        {
            if (string.IsNullOrWhiteSpace(signs[start].Text))
            {
                continue;
            }

            var end = start;
            while (end + 1 < signs.Count && BelongsTo(signs[end], signs[end + 1]))
            {
                end++;
            }

            ink ??= new LineInk(line);
            var (left, top, right, bottom) = ink.Within(Between(signs, start - 1), Between(signs, end));
            var word = signs.Skip(start).Take(end - start + 1).ToArray();
            words.Add(new ReadWord(
                string.Concat(word.Select(sign => sign.Text)), frame.Level(left, top, right, bottom),
                Math.Round(word.Average(sign => sign.Confidence), 3),
                SpaceAfter: end + 1 < signs.Count && string.IsNullOrWhiteSpace(signs[end + 1].Text)));
            start = end;
        }

        return words;
    }

    /// <summary>Chinese and Japanese have no spaces: each letter stands for itself.</summary>
    private static bool BelongsTo(ReadSign one, ReadSign next) =>
        !string.IsNullOrWhiteSpace(next.Text) && !Scripts.IsCjk(one.Text[^1]) && !Scripts.IsCjk(next.Text[0]);

    /// <summary>Half-way from a letter to the next; the line's ends before the first and after the last.</summary>
    private static double Between(IReadOnlyList<ReadSign> signs, int index) =>
        index < 0 ? 0 : index + 1 >= signs.Count ? 1 : (signs[index].At + signs[index + 1].At) / 2;
}
