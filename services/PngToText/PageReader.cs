using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Quality;

namespace DaprProcessing.PngToText;

/// <summary>
/// Decides per page where its text comes from: the text layer where it is good, OCR where it is missing or garbled. OCR reads the
/// document itself at OCR resolution, not the delivered page image: that is smaller than recognition needs.
/// </summary>
internal sealed class PageReader(ITextExtractor extractor, EngineChoice<ITextRecognizer> recognizers)
{
    private static readonly ExtractSettings WithRules = new(RuleSearch.WhereTablesAreLikely);

    public async Task<PageText> ReadAsync(DocumentSource source, int pageNo, JobOptions options, CancellationToken cancellationToken)
    {
        if (source.MediaType != MediaTypes.Pdf)
        {
            return await RecognizeAsync("image_input");
        }

        if (options.Ocr == "always")
        {
            return await RecognizeAsync("requested");
        }

        var layer = await extractor.ExtractAsync(source, pageNo, WithRules, cancellationToken);
        var reason = TextLayerQuality.Judge(layer);
        if (reason is null || options.Ocr == "never")
        {
            return layer with { Reason = reason };
        }

        return await RecognizeAsync(reason);

        async Task<PageText> RecognizeAsync(string why)
        {
            var settings = new RecognizeSettings(options.OcrDpi, options.Languages);
            var text = await recognizers.Named(options.OcrEngine).RecognizeAsync(source, pageNo, settings, cancellationToken);
            return text with { Reason = why };
        }
    }
}
