using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Vision;

/// <summary>A page drawn by a document engine for as long as a vision engine looks at it.</summary>
internal static class PagePicture
{
    /// <param name="look">What is done with the picture and its path; the file is gone after it.</param>
    public static async Task<T> LookAtAsync<T>(
        this IPdfRenderer renderer, DocumentSource source, int pageNo, RenderSettings settings,
        Func<PageImage, string, Task<T>> look, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"page-{Guid.NewGuid():N}.png");
        try
        {
            var picture = await renderer.RenderAsync(source, pageNo, settings, path, cancellationToken).ConfigureAwait(false);
            return await look(picture, path).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
