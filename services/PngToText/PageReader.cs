using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines;

namespace DaprProcessing.PngToText;

/// <summary>
/// Decides per page where its text comes from: the text layer where it is good, OCR where it is missing or garbled. OCR reads the
/// document itself at OCR resolution, not the delivered page image: that is smaller than recognition needs.
/// </summary>
internal sealed class PageReader(ITextExtractor extractor, EngineChoice<ITextRecognizer> recognizers)
{
    private static readonly ExtractSettings WithRules = new(RuleSearch.WhereTablesAreLikely);

    public async Task<PageText> ReadAsync(
        DocumentSource source, int pageNo, PngToTextOptions options, CancellationToken cancellationToken)
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
        return layer.Reason is null || options.Ocr == "never" ? layer : await RecognizeAsync(layer.Reason);

        async Task<PageText> RecognizeAsync(string why)
        {
            var settings = new RecognizeSettings(options.Dpi, options.Languages);
            var text = await recognizers.Named(options.Engine).RecognizeAsync(source, pageNo, settings, cancellationToken);
            return text with { Reason = why };
        }
    }
}
