using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Quality;
using DaprProcessing.Engines.Reading;

namespace DaprProcessing.PngToText;

/// <summary>
/// Decides per page where its text comes from: the text layer where it is good, OCR where it is missing or garbled, both where
/// the page shows more than its layer tells. OCR reads the document itself at OCR resolution, not the delivered page image:
/// that is smaller than recognition needs.
/// </summary>
internal sealed class PageReader(ITextExtractor extractor, EngineChoice<ITextRecognizer> recognizers)
{
    private static readonly ExtractSettings WithRules = new(RuleSearch.WhereTablesAreLikely);

    /// <summary>Layers that are right agree with what is recognised to nine tenths and more, codes and names included.</summary>
    private const double GoodAgreement = 0.55;

    /// <summary>Two texts with nothing in common are like each other to a quarter, misread ones to four fifths.</summary>
    private const double GoodLikeness = 0.6;

    public async Task<PageText> ReadAsync(
        DocumentSource source, int pageNo, PngToTextOptions options, CancellationToken cancellationToken)
    {
        if (source.MediaType != MediaTypes.Pdf)
        {
            return await RecognizeAsync("image_input");
        }

        if (options.Ocr == "always")
        {
            return await RecognizeAsync(PageText.ReasonRequested);
        }

        var layer = await extractor.ExtractAsync(source, pageNo, WithRules, cancellationToken);
        if (layer.Reason is null or PageText.ReasonSecondParser || options.Ocr == "never")
        {
            return WithReason(layer, PageText.RecognitionOff);
        }

        try
        {
            return WithReason(
                PageMerge.WithLinksAndFigures(layer, await ReadWithAsync(layer, layer.Reason)), PageText.NotRecognized);
        }
        catch (FailureException failure) when (!failure.Failure.Retryable && TellsSomething(layer.Reason))
        {
            // What the layer tells is worth more than no page; the result says that it is not all.
            return WithReason(layer, failure.Failure.Code);
        }

        async Task<PageText> ReadWithAsync(PageText layer, string reason) => reason switch
        {
            TextLayerQuality.ScannedPageWithStrayText => PageMerge.Stamp(
                await RecognizeAsync(reason, settings => settings with { HidesText = true }), layer, reason),
            TextLayerQuality.TextInPictures when TextLayerQuality.HasUnreadableLetters(layer) => await FillAsync(
                await MendAsync(layer, TextLayerQuality.UnreadableLetters)),
            TextLayerQuality.TextInPictures => await FillAsync(layer),
            TextLayerQuality.DoubtfulTextLayer => await CompareAsync(layer),
            TextLayerQuality.UnreadableLetters => await MendAsync(layer, reason),
            _ => await RecognizeAsync(reason),
        };

        async Task<PageText> RecognizeAsync(string why, Func<RecognizeSettings, RecognizeSettings>? change = null)
        {
            var settings = new RecognizeSettings(options.Dpi, options.Languages);
            var text = await recognizers.Named(options.Engine)
                .RecognizeAsync(source, pageNo, change?.Invoke(settings) ?? settings, cancellationToken);
            return text with { Reason = why };
        }

        async Task<PageText> MendAsync(PageText layer, string reason) =>
            PageMerge.Mend(layer, await RecognizeAsync(reason), BrokenWord.Is, reason);

        async Task<PageText> FillAsync(PageText layer)
        {
            var back = (4 - (layer.RotationDeg / 90)) % 4;
            var regions = layer.Unread!.Select(box => box.Turn(back, layer.WidthPt, layer.HeightPt)).ToList();
            var found = await RecognizeAsync(
                TextLayerQuality.TextInPictures, settings => settings with { Regions = regions, HidesText = true });
            return PageMerge.Fill(layer, found, TextLayerQuality.TextInPictures);
        }

        async Task<PageText> CompareAsync(PageText layer)
        {
            var shown = await RecognizeAsync(TextLayerQuality.GarbledTextLayer);
            return Agreement.Of(layer, shown) switch
            {
                < GoodAgreement when shown.Confidence >= 0.6 => shown,
                null or < GoodAgreement => layer,
                _ when layer.Unread is not null => await FillAsync(MendParts(layer, shown)),
                _ => MendParts(layer, shown),
            };
        }
    }

    /// <summary>Nobody is left to wonder why places are unread.</summary>
    private static PageText WithReason(PageText text, string why) =>
        text is { Unread: null, Untried: null } || text.UnreadReason is not null ? text : text with { UnreadReason = why };

    /// <summary>The layer is good as a whole; the words of a font, or of a line, whose map is wrong are those that are shown in
    /// their places.</summary>
    private static PageText MendParts(PageText layer, PageText shown)
    {
        var lines = TextLayerQuality.DoubtfulLines(layer)
            .Where(line => PageMerge.LikenessOf(layer, shown, line) < GoodLikeness).SelectMany(line => line)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        var wrong = TextLayerQuality.DoubtfulFonts(layer).Where(font => PageMerge.AgreementOf(layer, shown, font) < GoodAgreement)
            .ToHashSet();
        var isSound = wrong.Count + lines.Count == 0 && !TextLayerQuality.HasUnreadableLetters(layer);
        return isSound ? layer with { Reason = null }
            : PageMerge.Mend(
                layer, shown, word => wrong.Contains(word.Font) || lines.Contains(word) || BrokenWord.Is(word),
                TextLayerQuality.UnreadableLetters);
    }

    /// <summary>The layer is good but for what it leaves out, or may be.</summary>
    private static bool TellsSomething(string reason) => reason is TextLayerQuality.TextInPictures
        or TextLayerQuality.DoubtfulTextLayer or TextLayerQuality.UnreadableLetters;
}
