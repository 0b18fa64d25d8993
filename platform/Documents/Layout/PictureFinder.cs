using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Picks the image boxes that a reader would call pictures.</summary>
internal static class PictureFinder
{
    private const int MaxImages = 500;
    private const double MinSidePt = 14;

    public static List<Box> Find(PageText page, IReadOnlyList<TextRow> rows, bool mirror)
    {
        var boxes = new List<Box>();
        foreach (var image in page.Images.Take(MaxImages))
        {
            var box = new Box(Math.Max(0, image.L), Math.Max(0, image.T), Math.Min(page.WidthPt, image.R), Math.Min(page.HeightPt, image.B));
            if (box.Width >= MinSidePt && box.Height >= MinSidePt && !IsBackground(box, page, rows))
            {
                boxes.Add(mirror ? PageWords.Mirror(box, page.WidthPt) : box);
            }
        }

        return Merge(boxes);
    }

    // The scan behind recognised text, or a page-filling decoration behind real text, is no picture.
    private static bool IsBackground(Box box, PageText page, IReadOnlyList<TextRow> rows) =>
        box.Width * box.Height > 0.6 * page.WidthPt * page.HeightPt && (page.Source == TextSource.Ocr || rows.Count > 3);

    /// <summary>Drawings often come as tiles or strips: boxes that touch are one picture.</summary>
    private static List<Box> Merge(List<Box> boxes)
    {
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = boxes.Count - 1; j > i; j--)
            {
                if (Touch(boxes[i], boxes[j]))
                {
                    boxes[i] = boxes[i].Union(boxes[j]);
                    boxes.RemoveAt(j);
                    j = boxes.Count;
                }
            }
        }

        return boxes;
    }

    private static bool Touch(Box a, Box b) => a.L < b.R + 2 && b.L < a.R + 2 && a.T < b.B + 2 && b.T < a.B + 2;
}
