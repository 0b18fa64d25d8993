using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// A few drawn shapes side by side, as high as one another, close together and of different outlines: a title or a single line
/// whose letters are shapes. Too few for <see cref="LetterShapes"/>, which looks at how many stand in a place.
/// </summary>
internal sealed class LetterRows
{
    private const int MaxShapes = 3000;
    private const int MaxRows = 12;
    private const double MinHeightPt = 3.5;
    private const double MaxSidePt = 240;

    /// <summary>Of straight sides or curves: triangles, boxes and circles have fewer, and so has a capital L of bars.</summary>
    private const int SidesOfALetter = 5;

    private const int FewestLetters = 3;
    private const int FewestOutlines = 3;
    private const int FewLetters = 5;

    // All of the height of the letters beside.
    private const double WidestGap = 1.3;
    private const double Unlike = 2.3;
    private const double WidestLetter = 2;

    /// <summary>Of the lower of two: they stand on one line.</summary>
    private const double CommonHeight = 0.6;

    /// <summary>Accents, dots and tails are no part of the row, and of the text.</summary>
    private const double Beyond = 0.35;

    /// <summary>Of more shapes than this, what stands together has been found as an area.</summary>
    private const int MostLetters = 120;

    private readonly List<(Box Box, int Sides)> _shapes = [];

    public void Add(PathReader.Shape shape)
    {
        if (_shapes.Count < MaxShapes && Math.Max(shape.Box.Width, shape.Box.Height) is >= MinHeightPt and <= MaxSidePt)
        {
            _shapes.Add((shape.Box, shape.IsRectangle ? 0 : shape.Sides));
        }
    }

    /// <returns>The box around each row, upright and lying ones, the tallest first.</returns>
    public IReadOnlyList<Box> Find() => _shapes.Count is < FewestLetters or >= MaxShapes ? []
        : [.. Find(_shapes).Concat(Find(_shapes.ConvertAll(shape => (Turned(shape.Box), shape.Sides))).Select(Turned))
            .OrderByDescending(row => Math.Min(row.Width, row.Height)).Take(MaxRows)];

    private static IEnumerable<Box> Find(List<(Box Box, int Sides)> shapes)
    {
        var letters = WithoutInner(shapes.Where(shape => shape.Box.Height >= MinHeightPt
            && shape.Box.Width <= WidestLetter * shape.Box.Height).OrderBy(shape => shape.Box.L)
            .ThenByDescending(shape => shape.Box.R).ToList());
        var taken = new bool[letters.Count];
        for (var first = 0; first < letters.Count; first++)
        {
            if (taken[first])
            {
                continue;
            }

            var row = new List<(Box Box, int Sides)> { letters[first] };
            for (var next = first + 1; next < letters.Count && letters[next].Box.L - row[^1].Box.R
                <= WidestGap * Unlike * row[^1].Box.Height; next++)
            {
                if (!taken[next] && IsNext(row[^1].Box, letters[next].Box))
                {
                    taken[next] = true;
                    row.Add(letters[next]);
                }
            }

            if (LooksLikeText(row))
            {
                var box = Box.Around(row.Select(letter => letter.Box));
                var height = row.Max(letter => letter.Box.Height);
                yield return box.Grow(Beyond * height);
            }
        }
    }

    /// <summary>The counter of a letter is a shape inside it.</summary>
    private static List<(Box Box, int Sides)> WithoutInner(List<(Box Box, int Sides)> fromTheLeft)
    {
        var outer = new List<(Box Box, int Sides)>(fromTheLeft.Count);
        foreach (var shape in fromTheLeft)
        {
            var isInner = false;
            for (var at = outer.Count - 1; at >= Math.Max(0, outer.Count - FewestLetters) && !isInner; at--)
            {
                var other = outer[at].Box;
                isInner = other.R >= shape.Box.R && other.T <= shape.Box.T && other.B >= shape.Box.B;
            }

            if (!isInner)
            {
                outer.Add(shape);
            }
        }

        return outer;
    }

    private static bool IsNext(Box one, Box next)
    {
        var (low, high) = (Math.Min(one.Height, next.Height), Math.Max(one.Height, next.Height));
        return high <= Unlike * low && next.CenterX > one.CenterX && next.L - one.R <= WidestGap * high
            && one.R - next.L <= 0.5 * Math.Min(one.Width, next.Width)
            && Math.Min(one.B, next.B) - Math.Max(one.T, next.T) >= CommonHeight * low;
    }

    /// <summary>Bullets, stars and the marks of a chart are alike, letters are not.</summary>
    private static bool LooksLikeText(List<(Box Box, int Sides)> row) => row.Count is >= FewestLetters and <= MostLetters
        && row.Count(letter => letter.Sides >= SidesOfALetter) >= FewestOutlines
        && row.Select(letter => ((int)(20 * letter.Box.Width / row[0].Box.Height), letter.Sides)).Distinct().Count()
            >= (row.Count > FewLetters ? FewestOutlines : FewestOutlines - 1);

    private static Box Turned(Box box) => new(box.T, box.L, box.B, box.R);
}
