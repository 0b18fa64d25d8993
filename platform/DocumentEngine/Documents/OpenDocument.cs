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

    public abstract void Dispose();

    /// <summary>A page of which no text is known.</summary>
    public PageText EmptyText(int pageNo, string? reason)
    {
        var (width, height) = SizeOf(pageNo);
        return new PageText(pageNo, width, height, TextSource.None, reason, null, [], [], [], []);
    }
}
