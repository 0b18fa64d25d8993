using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Layers;

/// <summary>
/// Moves what hidden layers hold far off a loaded page, form XObjects entered: PDFium's text of a page has everything, and knows
/// of each character but its place. The page must not be drawn for its layers again.
/// </summary>
internal static class HiddenLayers
{
    /// <summary>No page is so wide: one of 200 inches has 14,400 points.</summary>
    private const float AsidePt = 1_000_000;

    private const int MaxDepth = 30;
    private const int MaxObjects = 1_000_000;

    /// <summary>Whether words at this place have been moved there.</summary>
    public static bool IsAside(Box box) => Math.Max(Math.Abs(box.CenterX), Math.Abs(box.CenterY)) > AsidePt / 2;

    public static void MoveAside(PdfPage page)
    {
        var left = MaxObjects;
        var count = PdfiumObject.CountOnPage(page.Handle);
        for (var index = 0; index < count; index++)
        {
            Move(PdfiumObject.OnPage(page.Handle, index), Matrix3x2.Identity, isHidden: false, 0, ref left);
        }
    }

    private static void Move(nint item, in Matrix3x2 around, bool isHidden, int depth, ref int left)
    {
        if (item == 0 || --left < 0)
        {
            return;
        }

        isHidden = isHidden || IsHidden(item);
        if (PdfiumObject.Type(item) != PdfiumObject.Form)
        {
            if (isHidden && Matrix3x2.Invert(around, out var inverse))
            {
                var aside = Vector2.TransformNormal(new Vector2(AsidePt, 0), inverse);
                PdfiumObject.Transform(item, 1, 0, 0, 1, aside.X, aside.Y);
            }

            return;
        }

        var inner = PdfiumObject.Matrix(item, out var own) != 0
            ? new Matrix3x2(own.A, own.B, own.C, own.D, own.E, own.F) * around : around;
        var count = depth < MaxDepth ? PdfiumObject.CountInForm(item) : 0;
        for (var index = 0; index < count; index++)
        {
            Move(PdfiumObject.InForm(item, (uint)index), inner, isHidden, depth + 1, ref left);
        }
    }

    private static bool IsHidden(nint item)
    {
        var count = PdfiumMark.Count(item);
        for (var index = 0; index < count; index++)
        {
            if (PdfiumMark.Number(PdfiumMark.At(item, (uint)index), LayeredPdf.HiddenKey, out var hidden) != 0 && hidden != 0)
            {
                return true;
            }
        }

        return false;
    }
}
