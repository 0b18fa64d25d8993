namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Finds long thin dark bars along one direction. The same code sees a bitmap by rows or by columns, according to the two
/// strides.
/// </summary>
internal sealed class RunCollector(bool[] dark, int length, int rows, int alongStride, int acrossStride)
{
    private const int MaxRuns = 5000;
    private const int EdgeTolerancePx = 3;

    /// <summary>
    /// A bar: from <paramref name="Start"/> up to <paramref name="End"/>, on rows <paramref name="FirstRow"/> to <paramref
    /// name="LastRow"/>.
    /// </summary>
    public readonly record struct Run(int Start, int End, int FirstRow, int LastRow);

    public IReadOnlyList<Run> Collect(int minLength, int maxThickness)
    {
        var finished = new List<Run>();
        var open = new List<Run>();
        var next = new List<Run>();
        for (var row = 0; row < rows && finished.Count < MaxRuns; row++)
        {
            next.Clear();
            for (var at = 0; at < length; at++)
            {
                var start = at;
                while (at < length && dark[(row * acrossStride) + (at * alongStride)])
                {
                    at++;
                }

                if (at - start >= minLength)
                {
                    next.Add(Extend(open, start, at, row));
                }
            }

            Finish(open, finished, maxThickness);
            (open, next) = (next, open);
        }

        Finish(open, finished, maxThickness);
        return finished;
    }

    private static Run Extend(List<Run> open, int start, int end, int row)
    {
        for (var i = 0; i < open.Count; i++)
        {
            var run = open[i];
            if (Math.Abs(run.Start - start) <= EdgeTolerancePx && Math.Abs(run.End - end) <= EdgeTolerancePx)
            {
                open.RemoveAt(i);
                return new Run(Math.Min(run.Start, start), Math.Max(run.End, end), run.FirstRow, row);
            }
        }

        return new Run(start, end, row, row);
    }

    private static void Finish(List<Run> open, List<Run> finished, int maxThickness)
    {
        foreach (var run in open)
        {
            if (run.LastRow - run.FirstRow < maxThickness)
            {
                finished.Add(run);
            }
        }
    }
}
