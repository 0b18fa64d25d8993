using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines;

/// <summary>Opens untrusted documents in engine processes. Every call may throw <see cref="FailureException"/>.</summary>
public interface IDocumentProbe
{
    /// <summary>
    /// Pages and their sizes, without reading page content; of a document that flows its units, without a size.
    /// </summary>
    Task<DocumentProbe> ProbeAsync(DocumentSource source, CancellationToken cancellationToken);
}

/// <summary>Renders pages to PNG: a named choice.</summary>
public interface IPdfRenderer
{
    /// <summary>The name an option picks it by, for example <c>pdfium</c>.</summary>
    string Name { get; }

    /// <summary>Renders one page of a PDF or image document to a PNG file at <paramref name="outputPath"/>.</summary>
    Task<PageImage> RenderAsync(
        DocumentSource source, int pageNo, RenderSettings settings, string outputPath, CancellationToken cancellationToken);
}

/// <summary>Reads the text layer of PDF pages, with boxes and fonts.</summary>
public interface ITextExtractor
{
    /// <summary>
    /// The text layer as it is; <see cref="TextSource.None"/> where there is none. <see cref="PageText.Reason"/> is null where
    /// the page needs no OCR (a good layer, or a blank page), else says why it does.
    /// </summary>
    Task<PageText> ExtractAsync(DocumentSource source, int pageNo, ExtractSettings settings, CancellationToken cancellationToken);

    /// <summary>The same with the default settings.</summary>
    Task<PageText> ExtractAsync(DocumentSource source, int pageNo, CancellationToken cancellationToken) =>
        ExtractAsync(source, pageNo, ExtractSettings.Default, cancellationToken);
}

/// <summary>Recognises text in page images (OCR): a named choice.</summary>
public interface ITextRecognizer
{
    /// <summary>The name an option picks it by, for example <c>tesseract</c>.</summary>
    string Name { get; }

    Task<PageText> RecognizeAsync(
        DocumentSource source, int pageNo, RecognizeSettings settings, CancellationToken cancellationToken);
}

/// <param name="Encrypted">The file was encrypted and has been opened.</param>
public sealed record DocumentProbe(IReadOnlyList<PageSize> Pages, bool Encrypted, string? Title);

/// <summary>
/// The size of a page as displayed, in PDF points (images: pixels × 72 / dpi); zero where the page cannot be read.
/// </summary>
public readonly record struct PageSize(double WidthPt, double HeightPt);

/// <param name="Dpi">Wanted resolution, 36 to 600.</param>
/// <param name="Grayscale">8-bit gray instead of RGB.</param>
/// <param name="Thumbnail">Also this small copy; null for none.</param>
/// <param name="HidesText">Leaves out what a PDF's text layer draws; always in gray.</param>
public sealed record RenderSettings(
    double Dpi = 150, bool Grayscale = false, ImageCopy? Thumbnail = null, bool HidesText = false);

/// <param name="RulingLines">Also look for ruling lines, by a rendering of the page: an order of magnitude slower than the text
/// alone.</param>
public sealed record ExtractSettings(RuleSearch RulingLines = RuleSearch.None)
{
    public static ExtractSettings Default { get; } = new();
}

/// <param name="Dpi">Resolution to recognise at; images are used as they are.</param>
/// <param name="Languages">Tesseract names, for example <c>eng</c>.</param>
/// <param name="Regions">Places of the displayed page to read, in points; null for all of it.</param>
/// <param name="HidesText">Leaves out what a PDF's text layer draws, so that only what it does not tell is read.</param>
/// <param name="Quarters">Clockwise turns that the page is given first; where it reads badly so, others are tried.</param>
public sealed record RecognizeSettings(
    double Dpi = 200, IReadOnlyList<string>? Languages = null, IReadOnlyList<Box>? Regions = null, bool HidesText = false,
    int Quarters = 0);
