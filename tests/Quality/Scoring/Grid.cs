namespace DaprProcessing.Quality.Scoring;

/// <summary>A table as rows and columns; the last row and column of a cell are part of it.</summary>
internal sealed record Grid(IReadOnlyList<GridCell> Cells)
{
    /// <summary>A table without merged cells, row by row.</summary>
    public static Grid Of(IEnumerable<IReadOnlyList<string>> rows) =>
        new([.. rows.SelectMany((row, r) => row.Select((text, c) => new GridCell(r, c, r, c, text)))]);
}

internal sealed record GridCell(int Row, int Column, int LastRow, int LastColumn, string Text)
{
    /// <summary>What counts: letters, digits and signs, whatever their case and the spaces between them.</summary>
    public string Key { get; } = Plain.Of(Text);
}
