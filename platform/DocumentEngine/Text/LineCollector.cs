using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Joins pieces of lines and drops what is too short for a ruling line. Tables are often drawn cell by cell, in pieces shorter
/// than any line that would be believed alone; so pieces are joined before lengths are looked at.
/// </summary>
internal sealed class LineCollector
{
    private const int MaxPieces = 200_000;
    private const int MaxLines = 5000;

    /// <summary>Pieces of one line lie this close to each other, end to end.</summary>
    private const double MaxGapPt = 3;

    /// <summary>And this close side by side: the two edges of a hairline that is drawn as a fill, the borders of neighbouring
    /// cells.</summary>
    private const double MaxAsidePt = 1;

    private const double MinLengthPt = 20;

    /// <summary>The side of a single cell: only where it meets a line at both ends.</summary>
    private const double MinCellSidePt = 7;

    private const double MeetingPt = 3;

    private readonly List<Box> _level = [];
    private readonly List<Box> _upright = [];

    public bool IsFull => _level.Count + _upright.Count >= MaxPieces;

    public void Add(Box piece, bool isLevel)
    {
        var length = isLevel ? piece.Width : piece.Height;
        if (length > 0 && double.IsFinite(piece.L + piece.T + piece.R + piece.B))
        {
            (isLevel ? _level : _upright).Add(isLevel ? piece : Turned(piece));
        }
    }

    public IReadOnlyList<Box> Finish()
    {
        var level = Join(_level);
        var upright = Join(_upright);
        var lines = level.Where(line => IsLine(line, upright)).Concat(upright.Where(line => IsLine(line, level)).Select(Turned));
        return [.. lines.Take(MaxLines).Select(line => Points.Box(line.L, line.T, line.R, line.B))];
    }

    private static Box Turned(Box box) => new(box.T, box.L, box.B, box.R);

    private static double Middle(Box line) => (line.T + line.B) / 2;

    /// <summary>Of lines along x.</summary>
    private static List<Box> Join(List<Box> pieces)
    {
        var joined = new List<Box>();
        pieces.Sort((one, other) => Middle(one).CompareTo(Middle(other)));
        for (var start = 0; start < pieces.Count;)
        {
            var end = start + 1;
            while (end < pieces.Count && Middle(pieces[end]) - Middle(pieces[start]) <= MaxAsidePt)
            {
                end++;
            }

            var row = pieces.GetRange(start, end - start);
            row.Sort((one, other) => one.L.CompareTo(other.L));
            var line = row[0];
            foreach (var piece in row.Skip(1))
            {
                if (piece.L - line.R <= MaxGapPt)
                {
                    line = line.Union(piece);
                }
                else
                {
                    joined.Add(line);
                    line = piece;
                }
            }

            joined.Add(line);
            start = end;
        }

        return joined;
    }

    /// <param name="line">Along x.</param>
    /// <param name="across">Along y, turned to lie along x as well.</param>
    private static bool IsLine(Box line, List<Box> across) =>
        line.Width >= MinLengthPt || (line.Width >= MinCellSidePt && Meets(line.L, line, across) && Meets(line.R, line, across));

    private static bool Meets(double x, Box line, List<Box> across) => across.Exists(other =>
        Math.Abs(Middle(other) - x) <= MeetingPt && other.Width >= MinCellSidePt && other.L - MeetingPt <= Middle(line)
            && other.R + MeetingPt >= Middle(line));
}
