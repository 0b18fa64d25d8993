namespace DaprProcessing.Documents.Docling;

internal static class TableChecks
{
    public static IEnumerable<string> Of(TableData data)
    {
        if (data.NumRows < 0 || data.NumCols < 0 || (long)data.NumRows * data.NumCols > TableGrid.MaxPositions)
        {
            yield return $"a table of {data.NumRows} × {data.NumCols} cells";
            yield break;
        }

        var taken = new bool[data.NumRows * data.NumCols];
        foreach (var cell in data.TableCells)
        {
            var (top, bottom, left, right) =
                (cell.StartRowOffsetIdx, cell.EndRowOffsetIdx, cell.StartColOffsetIdx, cell.EndColOffsetIdx);
            if (top < 0 || left < 0 || bottom > data.NumRows || right > data.NumCols || top >= bottom || left >= right)
            {
                yield return $"cell {top}:{bottom}, {left}:{right} lies outside {data.NumRows} × {data.NumCols}";
                continue;
            }

            if (cell.RowSpan != bottom - top || cell.ColSpan != right - left)
            {
                yield return $"cell {top}, {left} spans other than its offsets";
            }

            if (Overlaps(taken, cell, data.NumCols))
            {
                yield return $"cell {top}, {left} overlaps another";
            }
        }
    }

    private static bool Overlaps(bool[] taken, TableCell cell, int columns)
    {
        var overlaps = false;
        for (var row = cell.StartRowOffsetIdx; row < cell.EndRowOffsetIdx; row++)
        {
            for (var col = cell.StartColOffsetIdx; col < cell.EndColOffsetIdx; col++)
            {
                overlaps |= taken[(row * columns) + col];
                taken[(row * columns) + col] = true;
            }
        }

        return overlaps;
    }
}
