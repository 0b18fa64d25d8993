using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Whether a page may hold a table: several rows of short pieces far apart, which start or end at the same places, or lines
/// drawn like a grid or like the rules of one. It may be wrong on the side of tables; it only decides whether lines are told
/// of.
/// </summary>
internal static class TableHint
{
    private const int AlignedRows = 3;

    /// <summary>A wider gap in a row is more than the space between two words.</summary>
    private const double MinGapEm = 1.0;

    /// <summary>Longer pieces are the lines of columns of running text.</summary>
    private const int MaxPieceChars = 40;

    private const double BinPt = 3;

    public static bool IsPresent(IReadOnlyList<PageWord> words)
    {
        var aligned = new Dictionary<(int Bin, bool IsEnd), int>();
        foreach (var row in Rows(words))
        {
            var pieces = Pieces(row);
            if (pieces.Count < 2 || pieces.Exists(piece => piece.Chars > MaxPieceChars)
                || (pieces.Count == 2 && pieces[0].IsMarker))
            {
                continue;
            }

            // The first piece starts at the margin, as all text does.
            foreach (var piece in pieces.Skip(1))
            {
                if (Count(aligned, piece.L, isEnd: false) || Count(aligned, piece.R, isEnd: true))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Three level lines of one extent, or two that two upright ones cross.</summary>
    public static bool IsDrawn(IReadOnlyList<Box> lines)
    {
        const int EqualLines = 3;
        const double SamePlacePt = 3;
        var level = lines.Where(line => line.Width >= line.Height).ToList();
        var extents = level.GroupBy(line => (Math.Round(line.L / SamePlacePt), Math.Round(line.R / SamePlacePt)));
        if (extents.Any(extent => extent.Skip(EqualLines - 1).Any()))
        {
            return true;
        }

        var crossing = lines.Where(line => line.Height > line.Width && level.Count(other => Cross(other, line)) >= 2).Take(2);
        return crossing.Count() == 2;

        static bool Cross(Box level, Box upright) =>
            level.L - SamePlacePt <= upright.L && level.R + SamePlacePt >= upright.R && upright.T - SamePlacePt <= level.T
                && upright.B + SamePlacePt >= level.B;
    }

    /// <returns>Enough rows agree.</returns>
    private static bool Count(Dictionary<(int, bool), int> aligned, double place, bool isEnd)
    {
        var key = ((int)Math.Round(place / BinPt), isEnd);
        aligned[key] = aligned.GetValueOrDefault(key) + 1;
        return aligned[key] >= AlignedRows;
    }

    private static IEnumerable<List<PageWord>> Rows(IReadOnlyList<PageWord> words)
    {
        var row = new List<PageWord>();
        foreach (var word in words.OrderBy(word => word.Box.T + word.Box.B))
        {
            if (row.Count > 0 && Middle(word) - Middle(row[^1]) > 0.3 * word.SizePt)
            {
                yield return row;
                row = [];
            }

            row.Add(word);
        }

        yield return row;
    }

    private static List<Piece> Pieces(List<PageWord> row)
    {
        var pieces = new List<Piece>();
        foreach (var word in row.OrderBy(word => word.Box.L))
        {
            var isMarker = word.Text.Length <= 3 && (word.Text[^1] is '.' or ')' || !char.IsLetterOrDigit(word.Text[0]));
            if (pieces.Count > 0 && word.Box.L - pieces[^1].R <= MinGapEm * word.SizePt)
            {
                pieces[^1] = new Piece(
                    pieces[^1].L, Math.Max(pieces[^1].R, word.Box.R), pieces[^1].Chars + 1 + word.Text.Length, IsMarker: false);
            }
            else
            {
                pieces.Add(new Piece(word.Box.L, word.Box.R, word.Text.Length, isMarker));
            }
        }

        return pieces;
    }

    private static double Middle(PageWord word) => (word.Box.T + word.Box.B) / 2;

    private readonly record struct Piece(double L, double R, int Chars, bool IsMarker);
}
