using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Lines whose letters are set one by one with room between them: to look stately, or each in a box of a form. Their words are
/// told by where more room is than usual.
/// </summary>
internal static class SpacedOut
{
    private const int FewestWords = 8;
    private const double MostLettersPerWord = 1.6;

    /// <summary>Letters further apart, in sizes, stand in columns.</summary>
    private const double MostPitchEm = 1.3;
    private const double MostGapEm = 0.8;

    /// <summary>Of the room between two letters.</summary>
    private const double WordRoom = 1.6;

    private const double Like = 0.2;
    private const double MostAlike = 0.6;

    /// <summary>Joins the letters of each word; a line of another kind stays as it is.</summary>
    public static void Join(List<PageWord> line)
    {
        if (line.Count < FewestWords || line.Sum(word => word.Text.Length) > MostLettersPerWord * line.Count
            || line.Exists(word => word.AngleDeg != 0 || word.Text.EnumerateRunes().Any(rune => Scripts.IsCjk(rune.Value))))
        {
            return;
        }

        var size = line[0].SizePt;
        // Letters stand at equal steps, as in the boxes of a form, or with equal room between them.
        var steps = Between(line, static (one, next) => next.Box.L - one.Box.L);
        var gaps = Between(line, static (one, next) => next.Box.L - one.Box.R);
        var (room, most) = ShareAlike(steps) >= ShareAlike(gaps) ? (steps, MostPitchEm) : (gaps, MostGapEm);
        var usual = Median(room);
        if (ShareAlike(room) < MostAlike || usual <= 0 || usual > most * size)
        {
            return;
        }

        var joined = new List<PageWord>();
        for (var start = 0; start < line.Count;)
        {
            var end = start + 1;
            while (end < line.Count && room[end - 1] <= WordRoom * usual && line[end].Font == line[start].Font)
            {
                end++;
            }

            joined.Add(One(line[start..end]));
            start = end;
        }

        line.Clear();
        line.AddRange(joined);
    }

    private static PageWord One(List<PageWord> letters) => letters[0] with
    {
        Text = letters.Aggregate(new StringBuilder(), (text, letter) => text.Append(letter.Text)).ToString(),
        Box = letters.Aggregate(letters[0].Box, (box, letter) => box.Union(letter.Box)),
        SpaceAfter = true,
    };

    private static double[] Between(List<PageWord> line, Func<PageWord, PageWord, double> measure) =>
        [.. line.Zip(line.Skip(1), measure)];

    private static double ShareAlike(double[] room)
    {
        var usual = Median(room);
        return (double)room.Count(one => Math.Abs(one - usual) <= Like * Math.Abs(usual)) / room.Length;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
