namespace DaprProcessing.Documents.Docling;

internal static class BoxChecks
{
    /// <summary>Fonts may reach a little over the edge of the page.</summary>
    private const double TolerancePt = 2;

    public static void Check(BoundingBox box, PageItemSize page, Action<string> report)
    {
        if (!double.IsFinite(box.L + box.T + box.R + box.B))
        {
            report("box is not finite");
            return;
        }

        var fromBottom = box.CoordOrigin == BoundingBox.BottomLeft;
        if (!fromBottom && box.CoordOrigin != BoundingBox.TopLeft)
        {
            report($"unknown coord_origin '{box.CoordOrigin}'");
        }

        var (low, high) = fromBottom ? (box.B, box.T) : (box.T, box.B);
        if (box.L > box.R || low > high)
        {
            report("box is inverted");
        }

        if (box.L < -TolerancePt || box.R > page.Width + TolerancePt || low < -TolerancePt || high > page.Height + TolerancePt)
        {
            report("box lies outside its page");
        }
    }
}
