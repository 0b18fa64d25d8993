using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// What annotations and form fields show is text of the page to whoever reads it, and no part of its content. They are written
/// into the content of the open document, never into the file; links and pop-ups show nothing.
/// </summary>
internal static class PageAnnotations
{
    /// <summary>So many notes are drawn by a program, and cost more than they say.</summary>
    public const int MaxAnnotations = 5000;

    /// <returns>The page has to be loaded again.</returns>
    public static bool WriteInto(nint page) =>
        PdfiumAnnotation.Flatten(page, PdfiumAnnotation.FlattenForDisplay) == PdfiumAnnotation.FlattenSucceeded;

    /// <param name="look">At an annotation and its place among those of the page.</param>
    public static void ForEach(nint page, Action<nint, int> look)
    {
        var count = Math.Min(PdfiumAnnotation.Count(page), MaxAnnotations);
        for (var index = 0; index < count; index++)
        {
            var annotation = PdfiumAnnotation.Get(page, index);
            if (annotation != 0)
            {
                look(annotation, index);
                PdfiumAnnotation.Close(annotation);
            }
        }
    }

    public static bool ShowsAny(nint page)
    {
        var count = PdfiumAnnotation.Count(page);
        for (var index = 0; index < Math.Min(count, MaxAnnotations); index++)
        {
            var annotation = PdfiumAnnotation.Get(page, index);
            var subtype = annotation == 0 ? PdfiumAnnotation.Link : PdfiumAnnotation.Subtype(annotation);
            PdfiumAnnotation.Close(annotation);
            if (subtype is not (PdfiumAnnotation.Link or PdfiumAnnotation.Popup))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What shows on paper alone would be written into the content as well.</summary>
    public static void HideUnseen(nint page)
    {
        ForEach(page, (annotation, _) =>
        {
            if (PdfiumAnnotation.Flags(annotation) is var flags && (flags & PdfiumAnnotation.NotOnScreen) != 0)
            {
                _ = PdfiumAnnotation.SetFlags(annotation, flags | PdfiumAnnotation.Hidden);
            }
        });
    }

    /// <summary>Fields without an appearance get theirs from PDFium when the page is drawn with its annotations.</summary>
    public static void DrawOnce(nint page)
    {
        var pixel = PdfiumBitmap.Create(1, 1, PdfiumBitmap.Gray, 0, 0);
        PdfiumBitmap.Render(pixel, page, 0, 0, 1, 1, 0, PdfiumBitmap.WithAnnotations | PdfiumBitmap.InGray);
        PdfiumBitmap.Destroy(pixel);
    }
}
