using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Engines.Vision;

/// <summary>
/// Tells from a small picture of a page whether it lies on its side, before it is recognised: tesseract would read it all to
/// find that it cannot. Of pages that stand on their head the model is not sure enough; those are found by reading.
/// </summary>
internal sealed partial class PageTurn(
    VisionEnginePool engines, ModelFolder models, IPdfRenderer renderer, ILogger<PageTurn> logger)
{
    /// <summary>The model sees 256 pixels of a page's shorter side.</summary>
    private const double PictureDpi = 72;

    /// <summary>Clockwise turns that put the page upright: 1 or 3, or 0 where it does not lie, or nobody can tell.</summary>
    public async Task<int> QuartersAsync(DocumentSource source, int pageNo, CancellationToken cancellationToken)
    {
        if (models.Turn is not { } model)
        {
            return 0;
        }

        try
        {
            var quarters = await renderer.LookAtAsync(
                source, pageNo, new RenderSettings(PictureDpi, Grayscale: true),
                (_, picture) => engines.DetectTurnAsync(model, picture, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return quarters is 1 or 3 ? quarters : 0;
        }
        catch (FailureException failure) when (!failure.Failure.Retryable)
        {
            LogNotTold(pageNo, failure.Failure.Code, failure.Failure.Message);
            return 0;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "How page {PageNo} lies is found by reading it; the model cannot tell: {Code}: {Reason}")]
    private partial void LogNotTold(int pageNo, string code, string reason);
}
