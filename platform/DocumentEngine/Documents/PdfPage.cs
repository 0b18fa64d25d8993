using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>One page, held by poppler until disposed of.</summary>
internal sealed class PdfPage(nint handle) : IDisposable
{
    public nint Handle { get; } = handle;

    public bool IsMissing => Handle == 0;

    /// <summary>After CropBox and /Rotate; never negative, and finite.</summary>
    public (double WidthPt, double HeightPt) SizePt
    {
        get
        {
            Poppler.PageSize(Handle, out var width, out var height);
            return (Sane(width), Sane(height));
        }
    }

    public void Dispose()
    {
        if (Handle != 0)
        {
            Glib.Unreference(Handle);
        }
    }

    private static double Sane(double length) => double.IsFinite(length) && length > 0 ? length : 0;
}
