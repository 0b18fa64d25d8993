using System.Numerics;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Drawn shapes of the size of letters, and where many of different sizes stand: text whose letters are outlines, as printers
/// and drawing programs make them. The marks of a chart are many too, and all of one size.
/// </summary>
internal sealed class LetterShapes(Box page)
{
    private const int Cells = 48;
    private const double MinHeightPt = 2.5;
    private const double MaxSidePt = 72;

    private const int FewestShapes = 20;
    private const int FewestInArea = 12;
    private const int FewestSizes = 5;

    /// <summary>Of a path that holds a whole text: so many make a letter.</summary>
    private const int SegmentsPerLetter = 12;

    private const int SpecksPerLetter = 40;
    private const double SpeckPt = 0.5;

    private readonly int[] _counts = new int[Cells * Cells];

    /// <summary>A bit for each size, or several that share one.</summary>
    private readonly uint[] _sizes = new uint[Cells * Cells];

    private int _shapes;
    private int _specks;

    public void Add(Box shape)
    {
        if (shape.Height < MinHeightPt && shape.Width <= MaxSidePt && ++_specks % SpecksPerLetter == 0)
        {
            // Letters drawn dot by dot and row by row: a whole one has many. A level stroke has no height.
            AddLong(shape.Grow(SpeckPt), SegmentsPerLetter);
        }

        if (shape.Height >= MinHeightPt && shape.Height <= MaxSidePt && shape.Width <= MaxSidePt
            && shape.CenterX >= 0 && shape.CenterX < page.Width && shape.CenterY >= 0 && shape.CenterY < page.Height)
        {
            _shapes++;
            var cell = (Row(shape.CenterY) * Cells) + Column(shape.CenterX);
            _counts[cell]++;
            _sizes[cell] |= 1u << (((int)(shape.Width * 3) + ((int)(shape.Height * 3) * 7)) & 31);
        }
    }

    /// <summary>A path too long to be looked at, by its box.</summary>
    public void AddLong(Box path, int segments)
    {
        var box = path.Clip(page);
        if (box.Width <= 0 || box.Height <= 0)
        {
            return;
        }

        var (left, right) = (Column(box.L), Column(box.R));
        var (top, bottom) = (Row(box.T), Row(box.B));
        for (var cell = 0; cell < (right - left + 1) * (bottom - top + 1); cell++)
        {
            var at = ((top + (cell / (right - left + 1))) * Cells) + left + (cell % (right - left + 1));
            _counts[at] += FewestInArea;
            _sizes[at] = uint.MaxValue;
        }

        _shapes += segments / SegmentsPerLetter;
    }

    /// <returns>The box around each group of cells that touch.</returns>
    public IReadOnlyList<Box> Areas()
    {
        if (_shapes < FewestShapes)
        {
            return [];
        }

        var areas = new List<Box>();
        for (var cell = 0; cell < _counts.Length; cell++)
        {
            if (_counts[cell] > 0)
            {
                var (box, count, sizes) = Take(cell);
                if (count >= FewestInArea && BitOperations.PopCount(sizes) >= FewestSizes)
                {
                    areas.Add(box);
                }
            }
        }

        return areas;
    }

    /// <summary>A cell, and what touches it with at most one empty cell between.</summary>
    private (Box Box, int Count, uint Sizes) Take(int first)
    {
        var (count, box, sizes) = (0, default(Box?), 0u);
        var open = new Stack<int>([first]);
        while (open.TryPop(out var cell))
        {
            if (_counts[cell] == 0)
            {
                continue;
            }

            (count, sizes) = (count + _counts[cell], sizes | _sizes[cell]);
            _counts[cell] = 0;
            var (row, column) = (cell / Cells, cell % Cells);
            var (width, height) = (page.Width / Cells, page.Height / Cells);
            var own = new Box((column - 1) * width, (row - 1) * height, (column + 2) * width, (row + 2) * height).Clip(page);
            box = box?.Union(own) ?? own;
            for (var y = Math.Max(0, row - 2); y <= Math.Min(Cells - 1, row + 2); y++)
            {
                for (var x = Math.Max(0, column - 2); x <= Math.Min(Cells - 1, column + 2); x++)
                {
                    open.Push((y * Cells) + x);
                }
            }
        }

        return (box!.Value, count, sizes);
    }

    private int Row(double y) => Math.Clamp((int)(y / page.Height * Cells), 0, Cells - 1);

    private int Column(double x) => Math.Clamp((int)(x / page.Width * Cells), 0, Cells - 1);
}
