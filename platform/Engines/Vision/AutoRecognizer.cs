using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Reading;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Engines.Vision;

/// <summary>
/// Tesseract, the page upright first where a model is there that tells how it lies, and where it is in doubt and the models are
/// there, PP-OCR: a second opinion on the lines that need one.
/// </summary>
internal sealed partial class AutoRecognizer(
    TesseractRecognizer tesseract, PaddleReader paddle, PageTurn turn, ILogger<AutoRecognizer> logger) : ITextRecognizer
{
    /// <summary>Below it the second recogniser, too, makes letters of pictures.</summary>
    private const double SureLine = 0.8;

    public string Name => "auto";

    public async Task<PageText> RecognizeAsync(
        DocumentSource source, int pageNo, RecognizeSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Regions is null)
        {
            var quarters = await turn.QuartersAsync(source, pageNo, cancellationToken).ConfigureAwait(false);
            settings = settings with { Quarters = quarters };
        }

        var page = await tesseract.RecognizeAsync(source, pageNo, settings, cancellationToken).ConfigureAwait(false);
        if (!paddle.IsThere || DoubtOf(page, settings) is not { } doubt)
        {
            return page;
        }

        try
        {
            var known = new KnownText(page.RotationDeg / 90, doubt.SurePlaces);
            var second = await paddle.ReadAsync(source, pageNo, settings, known, cancellationToken).ConfigureAwait(false);
            return settings.Regions is { } regions ? RecognitionMerge.Of(page, SureIn(regions, second), doubt)
                : PictureNoise.LeaveOut(
                    PictureNoise.Settle(RecognitionMerge.Of(page, second, doubt)), settings.Quarters);
        }
        catch (FailureException failure) when (!failure.Failure.Retryable)
        {
            LogNoSecondOpinion(pageNo, failure.Failure.Code, failure.Failure.Message);
            return page;
        }
    }

    private static RecognitionDoubt? DoubtOf(PageText page, RecognizeSettings settings) =>
        settings.Regions is null ? RecognitionDoubt.Of(page) : RecognitionDoubt.OfRegions(page);

    /// <summary>What lies in the pictures of a page is kept only where it is read surely.</summary>
    private static PageText SureIn(IReadOnlyList<Box> regions, PageText page) => page with
    {
        Words =
        [
            .. PageLines.Of(page.Words).Where(line => PageRows.ConfidenceOf(line) >= SureLine).SelectMany(line => line)
                .Where(word => regions.Any(region => region.HoldsCenterOf(word.Box))),
        ],
    };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Page {PageNo} was read by tesseract alone; no second opinion could be had: {Code}: {Reason}")]
    private partial void LogNoSecondOpinion(int pageNo, string code, string reason);
}
