using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// What a form field or a note says that has no appearance in the file, and for which PDFium makes none: viewers show it all the
/// same.
/// </summary>
/// <param name="Box">On the displayed page.</param>
internal sealed record UndrawnText(Box Box, string Text)
{
    private const int MaxChars = 4_000;

    /// <summary>A frame and a ground take a few lines of operations.</summary>
    private const int LongestEmptyBytes = 8_192;

    /// <param name="page">Drawn once, so that what PDFium makes up is there.</param>
    public static IReadOnlyList<UndrawnText> Of(PdfPage page, Func<FormFields> fields)
    {
        var found = new List<UndrawnText>();
        var count = Math.Min(PdfiumAnnotation.Count(page.Handle), PageAnnotations.MaxAnnotations);
        for (var index = 0; index < count; index++)
        {
            var annotation = PdfiumAnnotation.Get(page.Handle, index);
            if (annotation != 0)
            {
                if (TextOf(annotation, fields) is { } text
                    && PdfiumAnnotation.Rectangle(annotation, out var box) != 0)
                {
                    found.Add(new(page.Around(new(box.Left, box.Bottom), new(box.Right, box.Top)), text));
                }

                PdfiumAnnotation.Close(annotation);
            }
        }

        return found;
    }

    private static unsafe string? TextOf(nint annotation, Func<FormFields> fields)
    {
        if ((PdfiumAnnotation.Flags(annotation) & PdfiumAnnotation.Unseen) != 0)
        {
            return null;
        }

        return PdfiumAnnotation.Subtype(annotation) switch
        {
            PdfiumAnnotation.Widget when !IsDrawn(annotation) => fields().ValueOf(annotation),
            PdfiumAnnotation.FreeText when !IsDrawn(annotation) => NativeText.Utf16(
                (buffer, bytes) => PdfiumAnnotation.Text(annotation, "Contents", buffer, bytes), MaxChars),
            _ => null,
        };
    }

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
