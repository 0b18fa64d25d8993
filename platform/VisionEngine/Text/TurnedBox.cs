namespace DaprProcessing.VisionEngine.Text;

/// <summary>A rectangle turned by at most 45 degrees: its centre, the direction its width runs in, and half its sides.</summary>
internal readonly record struct TurnedBox(
    double X, double Y, double AlongX, double AlongY, double HalfWidth, double HalfHeight)
{
    public double Area => 4 * HalfWidth * HalfHeight;

    public double Circumference => 4 * (HalfWidth + HalfHeight);

    public double ShortSide => 2 * Math.Min(HalfWidth, HalfHeight);

    public TurnedBox Grow(double by) => this with { HalfWidth = HalfWidth + by, HalfHeight = HalfHeight + by };

    /// <summary>Clockwise from the top left.</summary>
    public (double X, double Y)[] Corners
    {
        get
        {
            var (wx, wy) = (AlongX * HalfWidth, AlongY * HalfWidth);
            var (hx, hy) = (-AlongY * HalfHeight, AlongX * HalfHeight);
            return
            [
                (X - wx - hx, Y - wy - hy), (X + wx - hx, Y + wy - hy),
                (X + wx + hx, Y + wy + hy), (X - wx + hx, Y - wy + hy),
            ];
        }
    }

    /// <summary>The smallest that holds all points: one of its sides lies on a side of their hull.</summary>
    public static TurnedBox Around(List<(int X, int Y)> points)
    {
        var hull = Hull(points);
        if (hull.Count == 1)
        {
            return new TurnedBox(hull[0].X, hull[0].Y, 1, 0, 0, 0);
        }

        TurnedBox? best = null;
        for (var i = 0; i < hull.Count; i++)
        {
            var (from, to) = (hull[i], hull[(i + 1) % hull.Count]);
            var box = Along(hull, to.X - from.X, to.Y - from.Y);
            best = best is { } found && found.Area <= box.Area ? found : box;
        }

        return best!.Value;
    }

    private static TurnedBox Along(List<(int X, int Y)> hull, double x, double y)
    {
        // A quarter turn of a rectangle is the same rectangle with its sides exchanged: to the right is along.
        (x, y) = Math.Abs(x) < Math.Abs(y) ? (y, -x) : (x, y);
        var length = Math.Sqrt((x * x) + (y * y)) * (x < 0 ? -1 : 1);
        (x, y) = (x / length, y / length);
        var (least, most, highest, lowest) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var point in hull)
        {
            var (along, across) = ((point.X * x) + (point.Y * y), (point.Y * x) - (point.X * y));
            (least, most) = (Math.Min(least, along), Math.Max(most, along));
            (highest, lowest) = (Math.Min(highest, across), Math.Max(lowest, across));
        }

        var (middle, centre) = ((least + most) / 2, (highest + lowest) / 2);
        return new TurnedBox(
            (middle * x) - (centre * y), (middle * y) + (centre * x), x, y, (most - least) / 2, (lowest - highest) / 2);
    }

    /// <summary>Andrew's monotone chain.</summary>
    private static List<(int X, int Y)> Hull(List<(int X, int Y)> points)
    {
        points.Sort();
        var hull = new List<(int X, int Y)>();
        for (var side = 0; side < 2; side++)
        {
            var start = hull.Count;
            foreach (var point in points)
            {
                while (hull.Count >= start + 2 && Turn(hull[^2], hull[^1], point) <= 0)
                {
                    hull.RemoveAt(hull.Count - 1);
                }

                hull.Add(point);
            }

            hull.RemoveAt(hull.Count - 1);
            points.Reverse();
        }

        return hull.Count == 0 ? [points[0]] : hull;
    }

    private static long Turn((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));
}
