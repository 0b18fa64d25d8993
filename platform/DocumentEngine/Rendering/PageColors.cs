using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>What is known of a page's colours from its operations, before anything is drawn.</summary>
internal static unsafe class PageColors
{
    private const int MaxDepth = 8;

    /// <summary>A page of more is drawn in colour unseen.</summary>
    private const int MaxObjects = 20_000;

    private const double ImageShare = 0.5;

    /// <summary>Whether it may have a colour: also what cannot be looked into, as images, shadings and notes, counts as
    /// one.</summary>
    public static bool Has(PdfPage page)
    {
        var left = MaxObjects;
        var count = PdfiumObject.CountOnPage(page.Handle);
        if (count > left || PdfiumAnnotation.Count(page.Handle) > 0)
        {
            return true;
        }

        for (var index = 0; index < count; index++)
        {
            if (Has(PdfiumObject.OnPage(page.Handle, index), 0, ref left))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsMostlyImage(PdfPage page)
    {
        var area = 0.0;
        var count = Math.Min(MaxObjects, PdfiumObject.CountOnPage(page.Handle));
        for (var index = 0; index < count; index++)
        {
            var item = PdfiumObject.OnPage(page.Handle, index);
            if (PdfiumObject.Type(item) == PdfiumObject.Image
                && PdfiumObject.Bounds(item, out var left, out var bottom, out var right, out var top) != 0)
            {
                area += (right - left) * (top - bottom);
            }
        }

        return area > ImageShare * page.SizePt.WidthPt * page.SizePt.HeightPt;
    }

    private static bool Has(nint item, int depth, ref int left)
    {
        if (--left < 0 || depth > MaxDepth)
        {
            return true;
        }

        return PdfiumObject.Type(item) switch
        {
            // A font without a name is one whose letters are drawings of their own, in colours of their own.
            PdfiumObject.Text => IsNameless(PdfiumFont.Of(item)) || FillHas(item) || StrokeHas(item),
            PdfiumObject.Path => PathHas(item),
            PdfiumObject.Form => FormHas(item, depth, ref left),
            _ => true,
        };
    }

    private static bool FormHas(nint form, int depth, ref int left)
    {
        var count = PdfiumObject.CountInForm(form);
        for (var index = 0; index < count; index++)
        {
            if (Has(PdfiumObject.InForm(form, (uint)index), depth + 1, ref left))
            {
                return true;
            }
        }

        return false;
    }

    private static bool PathHas(nint path) =>
        PdfiumPath.DrawMode(path, out var fill, out var stroke) == 0
        || (fill != PdfiumPath.NoFill && FillHas(path)) || (stroke != 0 && StrokeHas(path));

    private static bool IsNameless(nint font) => font == 0 || PdfiumFont.Name(font, null, 0) <= 1;

    /// <summary>A pattern has no colour to be asked for, and may have many.</summary>
    private static bool FillHas(nint item) =>
        PdfiumObject.FillColor(item, out var red, out var green, out var blue, out _) == 0 || red != green || green != blue;

    private static bool StrokeHas(nint item) =>
        PdfiumObject.StrokeColor(item, out var red, out var green, out var blue, out _) == 0 || red != green || green != blue;
}
