using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Layout.Guided;

/// <summary>A table as a model reads it from its picture: even rows and columns, one cell in each.</summary>
internal static class SmallStructure
{
    /// <param name="edges">Left edges of the columns, and the right edge of the last.</param>
    public static TableStructure Even(double top, double rowHeight, int rows, double[] edges, double score = 0.99)
    {
        var cells = Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, edges.Length - 1).Select(column =>
            new StructureCell(row, column, 1, 1, new Box(
                edges[column], top + (row * rowHeight), edges[column + 1], top + ((row + 1) * rowHeight)))));
        return new TableStructure(rows, edges.Length - 1, [.. cells], 1, score, IsWhole: true);
    }
}
