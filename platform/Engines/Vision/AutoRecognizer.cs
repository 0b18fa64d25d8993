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
        // What lies in the pictures of a page is kept only where it is read surely.
        if (settings.Regions is not null || !paddle.IsThere || RecognitionDoubt.Of(page) is not { } doubt)
        {
            return page;
        }

        try
        {
            var known = new KnownText(page.RotationDeg / 90, doubt.SurePlaces);
            var second = await paddle.ReadAsync(source, pageNo, settings.Dpi, known, cancellationToken).ConfigureAwait(false);
            return RecognitionMerge.Of(page, second, doubt);
        }
        catch (FailureException failure) when (!failure.Failure.Retryable)
        {
            LogNoSecondOpinion(pageNo, failure.Failure.Code, failure.Failure.Message);
            return page;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Page {PageNo} was read by tesseract alone; no second opinion could be had: {Code}: {Reason}")]
    private partial void LogNoSecondOpinion(int pageNo, string code, string reason);
}
