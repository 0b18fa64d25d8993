using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>What a form field holds whose appearance is in the file.</summary>
/// <param name="Box">On the displayed page.</param>
internal sealed record FieldValue(Box Box, string Text)
{
    /// <param name="undrawn">The places of those among the page's annotations that have no appearance.</param>
    public static IReadOnlyList<FieldValue> Of(PdfPage page, IReadOnlyList<int> undrawn, Func<FormFields> fields)
    {
        var found = new List<FieldValue>();
        var others = undrawn.ToHashSet();
        PageAnnotations.ForEach(page.Handle, (annotation, index) =>
        {
            if (PdfiumAnnotation.Subtype(annotation) == PdfiumAnnotation.Widget && !others.Contains(index)
                && (PdfiumAnnotation.Flags(annotation) & PdfiumAnnotation.Unseen) == 0
                && fields().ValueOf(annotation, () => null) is { Length: > 1 } text
                && PdfiumAnnotation.Rectangle(annotation, out var box) != 0)
            {
                found.Add(new(page.Around(new(box.Left, box.Bottom), new(box.Right, box.Top)), text));
            }
        });
        return found;
    }
}
