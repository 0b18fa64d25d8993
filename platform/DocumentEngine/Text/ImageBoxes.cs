using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// The boxes of a page's pictures. Scans often come in strips of a few rows or in tiles: pieces that leave no gap between them
/// are one picture, put together as they come.
/// </summary>
internal sealed class ImageBoxes
{
    private const int MaxImages = 1000;
    private const double MinSidePt = 4;

    /// <summary>Pieces stand one after the other in the file; looking further back costs time on hostile pages.</summary>
    private const int LookedBack = 24;

    /// <summary>The box around two pieces may be so much larger than both.</summary>
    private const double Joint = 1.03;

    /// <summary>Two pictures of one width, one right below the other, are two where each is large enough for itself.</summary>
    private const double PiecePt = 160;

    private const double TouchingPt = 1.5;

    private readonly List<Box> _boxes = [];

    public IReadOnlyList<Box> Boxes =>
        [.. _boxes.Where(box => box.Width >= MinSidePt && box.Height >= MinSidePt)
            .Select(box => Points.Box(box.L, box.T, box.R, box.B))];

    public void Add(Box box)
    {
        if (!(box.Width > 0 && box.Height > 0))
        {
            return;
        }

        for (var i = _boxes.Count - 1; i >= Math.Max(0, _boxes.Count - LookedBack); i--)
        {
            if (IsOne(_boxes[i], box))
            {
                box = box.Union(_boxes[i]);
                _boxes.RemoveAt(i);
                i = _boxes.Count;
            }
        }

        if (_boxes.Count < MaxImages)
        {
            _boxes.Add(box);
        }
    }

    private static bool IsOne(Box one, Box other) =>
        one.Grow(TouchingPt).Overlaps(other) && one.Union(other).Area <= Joint * (one.Area + other.Area)
        && (IsPiece(one) || IsPiece(other));

    private static bool IsPiece(Box box) => Math.Min(box.Width, box.Height) < PiecePt;
}
