using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// A document opened for page after page. Page numbers start at 1; sizes and boxes are points of the page as displayed.
/// </summary>
internal abstract class OpenDocument : IDisposable
{
    public abstract ProbeReply Probe();

    public abstract (double WidthPt, double HeightPt) SizeOf(int pageNo);

    public abstract Raster Render(int pageNo, double dpi, bool grayscale);

    /// <summary>In gray, what its text layer tells left out.</summary>
    public virtual Raster RenderWithoutText(int pageNo, double dpi) => Render(pageNo, dpi, grayscale: true);

    public abstract void Dispose();

    /// <summary>A page of which no text is known.</summary>
    public PageText EmptyText(int pageNo, string? reason)
    {
        var (width, height) = SizeOf(pageNo);
        return new PageText(pageNo, width, height, TextSource.None, reason, null, [], [], [], []);
    }
}
