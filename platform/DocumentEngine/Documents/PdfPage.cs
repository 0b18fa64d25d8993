using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Text;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>One page, held by PDFium until disposed of, and how its space lies on the displayed page.</summary>
internal sealed class PdfPage : IDisposable
{
    private readonly Action<PdfPage>? _keep;

    /// <param name="keep">Takes the page when it is disposed of, and closes it later; null for no one.</param>
    public PdfPage(nint handle, Action<PdfPage>? keep = null)
    {
        (Handle, _keep) = (handle, keep);
        SizePt = (Sane(PdfiumPage.Width(handle)), Sane(PdfiumPage.Height(handle)));
        _ = PdfiumPage.BoundingBox(handle, out var box);

        // From y upwards to y downwards, with the origin in the corner that /Rotate puts at the top left.
        ToDisplay = PdfiumPage.Rotation(handle) switch
        {
            1 => new Matrix3x2(0, 1, 1, 0, -box.Bottom, -box.Left),
            2 => new Matrix3x2(-1, 0, 0, 1, box.Right, -box.Bottom),
            3 => new Matrix3x2(0, -1, -1, 0, box.Top, box.Right),
            _ => new Matrix3x2(1, 0, 0, -1, -box.Left, box.Top),
        };
    }

    public nint Handle { get; }

    /// <summary>It was drawn: PDFium holds its pictures, decoded, as long as it lives.</summary>
    public bool IsDrawn { get; set; }

    /// <summary>After CropBox and /Rotate; never negative, and finite.</summary>
    public (double WidthPt, double HeightPt) SizePt { get; }

    /// <summary>From the page's own space to points of the displayed page, origin at the top left.</summary>
    public Matrix3x2 ToDisplay { get; }

    public Box DisplayBox => new(0, 0, SizePt.WidthPt, SizePt.HeightPt);

    public static double Sane(double length) => double.IsFinite(length) && length > 0 ? length : 0;

    /// <summary>The box around points of the page's own space, as displayed.</summary>
    public Box Around(params ReadOnlySpan<Vector2> points)
    {
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        foreach (var point in points)
        {
            var shown = Vector2.Transform(point, ToDisplay);
            (low, high) = (Vector2.Min(low, shown), Vector2.Max(high, shown));
        }

        return Points.Box(low.X, low.Y, high.X, high.Y);
    }

    public void Dispose()
    {
        if (_keep is not null && !IsDrawn)
        {
            _keep(this);
        }
        else
        {
            Close();
        }
    }

    public void Close() => PdfiumPage.Close(Handle);
}
