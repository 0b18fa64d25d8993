using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Vision;

/// <summary>From the pixels of a picture that was read to the points of its page.</summary>
internal static class ReadPages
{
    private static readonly PageFont Font = new(PageText.RecognizedFont, false, false, false);

    /// <summary>Of the type size: what stands above the base line in capitals, what in small letters, what hangs
    /// below.</summary>
    private const double Capitals = 0.72, SmallLetters = 0.5, Hanging = 0.21;

    private const string WithTails = "gjpqyQ,;()[]{}|/@$";

    /// <param name="scale">Pixels a point.</param>
    public static PageText ToPage(ReadPicture read, int pageNo, double scale)
    {
        var lines = InOrder(read.Lines);
        var words = lines.SelectMany(line => ToWords(line, scale)).ToList();
        var letters = words.Sum(word => word.Text.Length);
        return new PageText(
            pageNo, Round(read.Width / scale), Round(read.Height / scale), TextSource.Ocr, null,
            letters == 0 ? null : Math.Round(words.Sum(word => word.Confidence!.Value * word.Text.Length) / letters, 4),
            words.Count == 0 ? [] : [Font], words, [], [], read.Quarters * 90, SlopeOf(lines))
        {
            Recognizer = "paddle",
        };
    }

    /// <summary>From top to bottom, and from left to right what stands side by side: columns are the layout's affair.</summary>
    private static List<ReadLine> InOrder(IReadOnlyList<ReadLine> lines)
    {
        var rest = lines.Select(line => (Line: line, Box: Box.Around(line.Words.Select(word => word.Box))))
            .OrderBy(line => line.Box.CenterY).ToList();
        var ordered = new List<ReadLine>(rest.Count);
        while (rest.Count > 0)
        {
            var first = rest[0].Box;
            var row = rest.TakeWhile(line => line.Box.CenterY < first.B - (first.Height / 4)).DefaultIfEmpty(rest[0]).ToList();
            ordered.AddRange(row.OrderBy(line => line.Box.L).Select(line => line.Line));
            rest.RemoveRange(0, row.Count);
        }

        return ordered;
    }

    private static IEnumerable<PageWord> ToWords(ReadLine line, double scale)
    {
        var size = SizeOf(line) / scale;
        for (var i = 0; i < line.Words.Count; i++)
        {
            var (word, isLast) = (line.Words[i], i == line.Words.Count - 1);
            var box = new Box(
                Round(word.Box.L / scale), Round(word.Box.T / scale), Round(word.Box.R / scale), Round(word.Box.B / scale));
            yield return new PageWord(word.Text, box, 0, Round(size), EndsLine: isLast, SpaceAfter: isLast || word.SpaceAfter)
            {
                AngleDeg = line.AngleDeg,
                Confidence = word.Confidence,
            };
        }
    }

    /// <summary>The middle of what its words' heights tell, in pixels.</summary>
    private static double SizeOf(ReadLine line)
    {
        var sizes = line.Words.Select(word => Height(line, word) / Share(word.Text)).Order().ToArray();
        return sizes[sizes.Length / 2];
    }

    private static double Height(ReadLine line, ReadWord word) => line.AngleDeg == 0 ? word.Box.Height : word.Box.Width;

    private static double Share(string word) =>
        (word.Any(IsTall) ? Capitals : SmallLetters) + (word.AsSpan().ContainsAny(WithTails) ? Hanging : 0);

    private static bool IsTall(char sign) => sign is not (>= 'a' and <= 'z') || "bdfhijklt".Contains(sign);

    /// <summary>Of the page, by the length of its lines.</summary>
    private static double SlopeOf(List<ReadLine> lines)
    {
        var level = lines.Where(line => line.AngleDeg == 0).Select(line => (
            line.SlopeDeg, Length: line.Words[^1].Box.R - line.Words[0].Box.L)).OrderBy(line => line.SlopeDeg).ToArray();
        var (half, sum) = (level.Sum(line => line.Length) / 2, 0.0);
        return level.FirstOrDefault(line => (sum += line.Length) >= half).SlopeDeg;
    }

    private static double Round(double value) => Math.Round(value, 2);
}
