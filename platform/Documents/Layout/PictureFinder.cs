using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Picks the image boxes that a reader would call pictures.</summary>
internal static class PictureFinder
{
    private const int MaxImages = 500;
    private const double MinSidePt = 14;
    private const double NearPt = 16;
    private const int MaxLabelChars = 40;

    public static List<Box> Find(PageText page, IReadOnlyList<TextRow> rows, bool mirror)
    {
        var boxes = new List<Box>();
        foreach (var image in page.Images.Take(MaxImages))
        {
            var box = image.Clip(new Box(0, 0, page.WidthPt, page.HeightPt));
            if (box.Width >= MinSidePt && box.Height >= MinSidePt && !IsBackground(box, page, rows))
            {
                boxes.Add(mirror ? box.Mirror(page.WidthPt) : box);
            }
        }

        return boxes;
    }

    // The scan behind recognised text, or a page-filling decoration behind real text, is no picture.
    private static bool IsBackground(Box box, PageText page, IReadOnlyList<TextRow> rows) =>
        box.Area > 0.6 * page.WidthPt * page.HeightPt && (page.Source == TextSource.Ocr || rows.Count > 3);

    /// <summary>Drawings often come in pieces: boxes close to each other, with nothing but labels between them, are one
    /// picture.</summary>
    public static List<Box> Merge(PageRegion region)
    {
        var boxes = region.Floats.Where(item => item.Table is null).Select(item => item.Box).Distinct().ToList();
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = boxes.Count - 1; j > i; j--)
            {
                if (AreNear(boxes[i], boxes[j]) && !TextBetween(boxes[i].Union(boxes[j]), region.Rows))
                {
                    boxes[i] = boxes[i].Union(boxes[j]);
                    boxes.RemoveAt(j);
                    j = boxes.Count;
                }
            }
        }

        return boxes;
    }

    private static bool AreNear(Box one, Box other) => one.Grow(NearPt).Overlaps(other);

    private static bool TextBetween(Box box, IReadOnlyList<TextRow> rows) => rows.Any(row =>
        row.Chars > MaxLabelChars && row.T < box.B - 2 && row.B > box.T + 2 && row.L < box.R && row.R > box.L
            && row.Words.Count > 6);
}
