using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Layout;

/// <summary>Picks the image boxes that a reader would call pictures.</summary>
internal static class PictureFinder
{
    private const int MaxImages = 500;
    private const double MinSidePt = 14;
    private const double NearPt = 16;
    private const int MaxLabelChars = 40;

    /// <summary>A bar is at least so much wider than high …</summary>
    private const double BarWidths = 4;

    /// <summary>… and at most so many times as high as the type on it.</summary>
    private const double BarLines = 3.2;

    public static List<Box> Find(PageText page, IReadOnlyList<TextRow> rows, bool mirror)
    {
        var boxes = new List<Box>();
        foreach (var image in page.Images.Take(MaxImages))
        {
            var box = image.Clip(new Box(0, 0, page.WidthPt, page.HeightPt));
            box = mirror ? box.Mirror(page.WidthPt) : box;
            if (box.Width >= MinSidePt && box.Height >= MinSidePt && !IsBackground(box, page, rows) && !IsBar(box, rows))
            {
                boxes.Add(box);
            }
        }

        return boxes;
    }

    // The scan behind recognised text, or a page-filling decoration behind real text, is no picture.
    private static bool IsBackground(Box box, PageText page, IReadOnlyList<TextRow> rows) =>
        box.Area > 0.6 * page.WidthPt * page.HeightPt && (page.Source == TextSource.Ocr || rows.Count > 3);

    // A coloured bar with one line of text on it, a title mostly: the line is text of the page, not the label of a drawing.
    private static bool IsBar(Box box, IReadOnlyList<TextRow> rows)
    {
        if (box.Width < BarWidths * box.Height)
        {
            return false;
        }

        var on = rows.SelectMany(row => row.Words).Where(word => PageTables.IsIn(box, word)).ToList();
        return on.Count > 0 && on.Sum(word => word.Text.Count(char.IsLetter)) > 1
            && box.Height <= BarLines * on.Max(word => word.Size)
            && on.Max(word => word.CenterY) - on.Min(word => word.CenterY) < on.Max(word => word.Size) / 2;
    }

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
