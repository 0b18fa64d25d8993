using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Boxes of the raster images on a PDF page, cut at the page's edges; specks are left out.</summary>
internal static unsafe class PageImages
{
    private const double MinSidePt = 4;
    private const int MaxImages = 1000;

    public static IReadOnlyList<Box> Find(PdfPage page)
    {
        var raw = ReadMapping(page);
        if (raw.Count == 0)
        {
            return [];
        }

        var (width, height) = page.SizePt;
        return [.. new QuarterTurnedImages(width, height, IsOnItsSide(page)).Place(raw)
            .Select(box => Clip(box, width, height))
            .Where(box => box.Width >= MinSidePt && box.Height >= MinSidePt)];
    }

    private static List<Box> ReadMapping(PdfPage page)
    {
        var boxes = new List<Box>();
        var mappings = Poppler.GetImageMapping(page.Handle);
        for (var item = mappings; item != null && boxes.Count < MaxImages; item = item->Next)
        {
            var area = ((Poppler.ImageMapping*)item->Data)->Area;
            if (double.IsFinite(area.X1 + area.Y1 + area.X2 + area.Y2))
            {
                boxes.Add(new Box(Math.Min(area.X1, area.X2), Math.Min(area.Y1, area.Y2), Math.Max(area.X1, area.X2), Math.Max(area.Y1, area.Y2)));
            }
        }

        Poppler.FreeImageMapping(mappings);
        return boxes;
    }

    /// <summary>Displayed with a quarter turn: /Rotate 90 or 270.</summary>
    private static bool IsOnItsSide(PdfPage page)
    {
        const double TolerancePt = 1;
        var (width, height) = page.SizePt;
        Poppler.CropBox(page.Handle, out var box);
        return Math.Abs(width - height) > TolerancePt && Math.Abs(Math.Abs(box.Y2 - box.Y1) - width) < TolerancePt && Math.Abs(Math.Abs(box.X2 - box.X1) - height) < TolerancePt;
    }

    private static Box Clip(Box box, double width, double height) =>
        Points.Box(Math.Clamp(box.L, 0, width), Math.Clamp(box.T, 0, height), Math.Clamp(box.R, 0, width), Math.Clamp(box.B, 0, height));
}
