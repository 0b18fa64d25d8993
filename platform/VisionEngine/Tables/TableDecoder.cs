using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.VisionEngine.Tables;

/// <summary>Reads the outputs of a SLANet: at each step the chances of every token, and the box of a cell.</summary>
internal static class TableDecoder
{
    private const int BoxSides = 4;

    /// <param name="chances">By step and token.</param>
    /// <param name="boxes">By step: left, top, right and bottom as shares of the picture's width and height.</param>
    public static TableStructure Decode(ReadOnlySpan<float> chances, ReadOnlySpan<float> boxes, TableTokens tokens)
    {
        var cells = new CellPlacer();
        var (steps, sum, isWhole) = (Math.Min(chances.Length / tokens.Count, boxes.Length / BoxSides), 0.0, false);
        var step = 0;
        for (; step < steps && !isWhole; step++)
        {
            var chosen = chances.Slice(step * tokens.Count, tokens.Count);
            var best = Best(chosen);
            sum += chosen[best];
            isWhole = tokens[best] == TableTokens.End;
            cells.Read(tokens[best], BoxOf(boxes.Slice(step * BoxSides, BoxSides)));
        }

        return cells.ToStructure(step == 0 ? 0 : sum / step, isWhole);
    }

    private static int Best(ReadOnlySpan<float> chances)
    {
        var best = 0;
        for (var token = 1; token < chances.Length; token++)
        {
            best = chances[token] > chances[best] ? token : best;
        }

        return best;
    }

    private static Box BoxOf(ReadOnlySpan<float> sides)
    {
        var (l, t, r, b) = (Share(sides[0]), Share(sides[1]), Share(sides[2]), Share(sides[3]));
        return new Box(Math.Min(l, r), Math.Min(t, b), Math.Max(l, r), Math.Max(t, b));
    }

    private static double Share(float place) => float.IsFinite(place) ? Math.Clamp(place, 0, 1) : 0;
}
