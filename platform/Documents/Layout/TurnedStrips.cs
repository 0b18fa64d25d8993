using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Takes words that run up or down the page (a stamp in the margin, the name of an axis) or askew (a watermark) out of
/// its upright text.</summary>
internal static class TurnedStrips
{
    private const int WatermarkLetters = 5;
    private const int WatermarkWords = 8;
    private const int WatermarkTimes = 4;

    /// <summary>Two letters may stand higher than wide; three do not, unless they run up the page.</summary>
    private const int MinChars = 3;
    private const double MinSlenderness = 1.8;

    /// <summary>Words of one strip stand no further apart than this, in font sizes.</summary>
    private const double MaxGap = 2;

    /// <summary>A word belongs to a strip near it; looking further back costs time on hostile pages.</summary>
    private const int OpenStrips = 16;

    /// <param name="letters">Those of the page, by <see cref="LetterCounts"/>: what a watermark says again is taken
    /// off.</param>
    public static (List<IReadOnlyList<Word>> Upright, List<IReadOnlyList<Word>> Strips) Split(
        IReadOnlyList<IReadOnlyList<Word>> lines, int[] letters)
    {
        var strips = new List<Strip>();
        foreach (var word in lines.SelectMany(line => line).Where(word => !word.Askew && IsTurned(word)))
        {
            StripOf(strips, word, MaxGap).Add(word);
        }

        var askew = AskewRuns(lines.SelectMany(line => line).Where(word => word.Askew), letters);
        if (strips.Count == 0)
        {
            return askew.Count == 0 ? ([.. lines], [])
                : ([.. lines.Select(line => line.Where(word => !word.Askew).ToList()).Where(line => line.Count > 0)], askew);
        }

        // A short word ("3", "of") tells by itself not which way it runs: between turned words, or at their end, it runs with
        // them.
        var upright = new List<IReadOnlyList<Word>>();
        foreach (var line in lines)
        {
            var rest = new List<Word>();
            foreach (var word in line.Where(word => !word.Askew && !IsTurned(word)))
            {
                if (MayBeTurned(word) && strips.Find(strip => strip.Takes(word, 1)) is { } strip)
                {
                    strip.Add(word);
                }
                else
                {
                    rest.Add(word);
                }
            }

            if (rest.Count > 0)
            {
                upright.Add(rest);
            }
        }

        return (upright, [.. strips.Select(strip => strip.InOrder()), .. askew]);
    }

    /// <summary>
    /// In the order of the source, one after the other; a watermark that is drawn many times is told once. What is shorter, or
    /// stands there a few times, dates under charts or numbers on a plan, says something of each place.
    /// </summary>
    private static List<IReadOnlyList<Word>> AskewRuns(IEnumerable<Word> words, int[] letters)
    {
        var runs = new List<List<Word>>();
        foreach (var word in words)
        {
            if (runs.Count == 0 || !runs[^1][^1].Box.Grow(MaxGap * word.Size).Overlaps(word.Box))
            {
                runs.Add([]);
            }

            runs[^1].Add(word);
        }

        var told = new List<IReadOnlyList<Word>>();
        foreach (var same in runs.GroupBy(run => string.Join(' ', run.Select(word => word.Text))))
        {
            var isWatermark = IsWatermark(same.First(), same.Count());
            told.AddRange(isWatermark ? same.Take(1) : same);
            LetterCounts.Add(letters, same.Key, isWatermark ? 1 - same.Count() : 0);
        }

        return told;
    }

    private static bool IsWatermark(List<Word> run, int times) => times >= WatermarkTimes && run.Count <= WatermarkWords
        && run.Sum(word => word.Text.Count(char.IsLetter)) >= WatermarkLetters;

    private static bool IsTurned(Word word) => word.Sideways
        || (word.Text.Length >= MinChars && word.Box.Height > MinSlenderness * word.Box.Width
            && word.Box.Height > MinSlenderness * word.Size);

    private static bool MayBeTurned(Word word) => word.Text.Length < MinChars || word.Box.Height > word.Box.Width;

    private static Strip StripOf(List<Strip> strips, Word word, double maxGap)
    {
        for (var i = strips.Count - 1; i >= Math.Max(0, strips.Count - OpenStrips); i--)
        {
            if (strips[i].Takes(word, maxGap))
            {
                return strips[i];
            }
        }

        strips.Add(new Strip(word.Box));
        return strips[^1];
    }

    private sealed class Strip(Box box)
    {
        private readonly List<Word> _words = [];
        private Box _box = box;

        public bool Takes(Word word, double maxGap)
        {
            var shared = Math.Min(_box.R, word.Box.R) - Math.Max(_box.L, word.Box.L);
            var gap = Math.Max(word.Box.T - _box.B, _box.T - word.Box.B);
            return shared > 0.7 * Math.Min(_box.Width, word.Box.Width) && gap < maxGap * word.Size;
        }

        public void Add(Word word)
        {
            _words.Add(word);
            _box = _box.Union(word.Box);
        }

        /// <summary>Up or down the page, as most of the words follow each other in the source.</summary>
        public List<Word> InOrder()
        {
            var up = _words.Zip(_words.Skip(1)).Sum(pair => Math.Sign(pair.First.CenterY - pair.Second.CenterY)) >= 0;
            return [.. up ? _words.OrderByDescending(word => word.CenterY) : _words.OrderBy(word => word.CenterY)];
        }
    }
}
