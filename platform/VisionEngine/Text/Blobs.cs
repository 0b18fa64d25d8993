namespace DaprProcessing.VisionEngine.Text;

/// <summary>What hangs together in a black and white picture, corners included.</summary>
internal static class Blobs
{
    /// <summary>The ends of every run of each blob: all that its outline needs.</summary>
    public static IEnumerable<List<(int X, int Y)>> Find(bool[] map, int width, int height)
    {
        var runs = new List<(int Y, int Left, int Right)>();
        var parents = new List<int>();
        var (aboveStart, aboveEnd) = (0, 0);
        for (var y = 0; y < height; y++)
        {
            var start = runs.Count;
            for (var x = 0; x < width; x++)
            {
                if (!map[(y * width) + x])
                {
                    continue;
                }

                var left = x;
                while (x < width && map[(y * width) + x])
                {
                    x++;
                }

                parents.Add(runs.Count);
                runs.Add((y, left, x - 1));
                for (var above = aboveStart; above < aboveEnd; above++)
                {
                    if (runs[above].Left <= x && runs[above].Right >= left - 1)
                    {
                        parents[Root(parents, above)] = Root(parents, runs.Count - 1);
                    }
                }
            }

            (aboveStart, aboveEnd) = (start, runs.Count);
        }

        var blobs = new Dictionary<int, List<(int, int)>>();
        for (var run = 0; run < runs.Count; run++)
        {
            var root = Root(parents, run);
            if (!blobs.TryGetValue(root, out var points))
            {
                blobs.Add(root, points = []);
            }

            points.Add((runs[run].Left, runs[run].Y));
            points.Add((runs[run].Right, runs[run].Y));
        }

        return blobs.Values;
    }

    private static int Root(List<int> parents, int run)
    {
        while (parents[run] != run)
        {
            run = parents[run] = parents[parents[run]];
        }

        return run;
    }
}
