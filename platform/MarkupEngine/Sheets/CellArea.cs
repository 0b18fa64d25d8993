namespace DaprProcessing.MarkupEngine.Sheets;

/// <summary>A rectangle of cells, numbered from 1, both ends included.</summary>
internal readonly record struct CellArea(int Top, int Left, int Bottom, int Right)
{
    public bool Touches(CellArea other) =>
        Top <= other.Bottom + 1 && other.Top <= Bottom + 1 && Left <= other.Right + 1 && other.Left <= Right + 1;

    public CellArea With(CellArea other) => new(
        Math.Min(Top, other.Top), Math.Min(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Max(Right, other.Right));
}
