using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// The edges of filled rectangles, as far as anybody sees them. Word processors shade a cell line by line and column by
/// column: where one fill goes on in another of its colour there is no line, though each has an edge.
/// </summary>
internal sealed class FilledAreas
{
    /// <summary>Every fill is held against every other; a page of more is a drawing.</summary>
    private const int MaxCompared = 2000;

    private const double EdgeThicknessPt = 0.5;

    /// <summary>Closer than this no paper shows between two fills.</summary>
    private const double TouchingPt = 1;

    private readonly List<(Box Box, uint Color)> _fills = [];

    public void Add(Box box, uint color) => _fills.Add((box, color));

    public void AddEdgesTo(LineCollector lines)
    {
        var turned = _fills.ConvertAll(fill => (Turned(fill.Box), fill.Color));
        for (var index = 0; index < _fills.Count && !lines.IsFull; index++)
        {
            AddEdges(_fills, index, edge => lines.Add(edge, isLevel: true));
            AddEdges(turned, index, edge => lines.Add(Turned(edge), isLevel: false));
        }
    }

    /// <summary>The upper and the lower edge.</summary>
    private static void AddEdges(List<(Box Box, uint Color)> fills, int index, Action<Box> add)
    {
        var box = fills[index].Box;
        foreach (var (from, to) in Seen(fills, index, box.T - TouchingPt))
        {
            add(new Box(from, box.T, to, box.T + EdgeThicknessPt));
        }

        foreach (var (from, to) in Seen(fills, index, box.B + TouchingPt))
        {
            add(new Box(from, box.B - EdgeThicknessPt, to, box.B));
        }
    }

    /// <summary>The parts of an edge beyond which, at the height given, no fill of the same colour lies.</summary>
    private static List<(double From, double To)> Seen(List<(Box Box, uint Color)> fills, int index, double beyond)
    {
        var (box, color) = fills[index];
        List<(double From, double To)> seen = [(box.L, box.R)];
        for (var other = 0; other < fills.Count && fills.Count <= MaxCompared && seen.Count > 0; other++)
        {
            var cover = fills[other];
            if (other != index && cover.Color == color && cover.Box.T <= beyond && cover.Box.B >= beyond)
            {
                seen = [.. seen.SelectMany(part => Without(part, cover.Box.L - TouchingPt, cover.Box.R + TouchingPt))];
            }
        }

        return seen;
    }

    private static IEnumerable<(double From, double To)> Without((double From, double To) part, double from, double to)
    {
        if (to <= part.From || from >= part.To)
        {
            yield return part;
            yield break;
        }

        if (from > part.From)
        {
            yield return (part.From, from);
        }

        if (to < part.To)
        {
            yield return (to, part.To);
        }
    }

    private static Box Turned(Box box) => new(box.T, box.L, box.B, box.R);
}
