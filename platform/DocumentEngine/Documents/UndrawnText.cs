using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// What a form field or a note says that has no appearance in the file: viewers show it all the same. PDFium makes one up for
/// some fields, in letters of Latin alone.
/// </summary>
/// <param name="Box">On the displayed page.</param>
/// <param name="IsMadeUp">PDFium has drawn it, or a part of it.</param>
internal sealed record UndrawnText(Box Box, string Text, bool IsMadeUp)
{
    private const int MaxChars = 4_000;

    /// <summary>A frame and a ground take a few lines of operations.</summary>
    private const int LongestEmptyBytes = 8_192;

    /// <param name="page">Not drawn yet: PDFium makes up what is missing when it is.</param>
    /// <returns>The places of those among the page's annotations.</returns>
    public static List<int> Places(PdfPage page)
    {
        var places = new List<int>();
        PageAnnotations.ForEach(page.Handle, (annotation, index) =>
        {
            if (PdfiumAnnotation.Subtype(annotation) is PdfiumAnnotation.Widget or PdfiumAnnotation.FreeText
                && (PdfiumAnnotation.Flags(annotation) & PdfiumAnnotation.Unseen) == 0 && !IsDrawn(annotation))
            {
                places.Add(index);
            }
        });
        return places;
    }

    /// <param name="page">Drawn once, so that what PDFium makes up is there.</param>
    /// <param name="inherited">The value of a field as the second parser reads it.</param>
    public static IReadOnlyList<UndrawnText> Of(
        PdfPage page, IReadOnlyList<int> places, Func<FormFields> fields, Func<int, string?> inherited)
    {
        var found = new List<UndrawnText>();
        var next = 0;
        PageAnnotations.ForEach(page.Handle, (annotation, index) =>
        {
            if (next < places.Count && places[next] == index)
            {
                next++;
                if (TextOf(annotation, fields, () => inherited(index)) is { } text
                    && PdfiumAnnotation.Rectangle(annotation, out var box) != 0)
                {
                    found.Add(new(
                        page.Around(new(box.Left, box.Bottom), new(box.Right, box.Top)), text, IsDrawn(annotation)));
                }
            }
        });
        return found;
    }

    private static unsafe string? TextOf(nint annotation, Func<FormFields> fields, Func<string?> inherited) =>
        PdfiumAnnotation.Subtype(annotation) == PdfiumAnnotation.Widget ? fields().ValueOf(annotation, inherited)
            : Entry(annotation, "Contents") ?? RichText.Plain(Entry(annotation, "RC"));

    private static unsafe string? Entry(nint annotation, string key) =>
        NativeText.Utf16((buffer, bytes) => PdfiumAnnotation.Text(annotation, key, buffer, bytes), MaxChars);

    /// <summary>
    /// An appearance that shows no text and nothing else is as good as none: programs leave it for viewers to fill.
    /// </summary>
    private static unsafe bool IsDrawn(nint annotation) =>
        PdfiumAnnotation.Appearance(annotation, PdfiumAnnotation.NormalAppearance, null, 0) > LongestEmptyBytes
        || (NativeText.Utf16(
            (buffer, bytes) => PdfiumAnnotation.Appearance(annotation, PdfiumAnnotation.NormalAppearance, buffer, bytes),
            LongestEmptyBytes) is { } operations
        && (operations.Contains("BT", StringComparison.Ordinal) || operations.Contains(" Do", StringComparison.Ordinal)));
}
