using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Makes a loaded page draw none of its text, form XObjects entered: what is drawn then is what the text layer does not tell.
/// The page must not be read again.
/// </summary>
internal static class HiddenText
{
    private const int MaxDepth = 30;
    private const int MaxObjects = 1_000_000;

    public static void Hide(PdfPage page)
    {
        var left = MaxObjects;
        var count = PdfiumObject.CountOnPage(page.Handle);
        for (var index = 0; index < count; index++)
        {
            Hide(PdfiumObject.OnPage(page.Handle, index), 0, ref left);
        }
    }

    private static void Hide(nint item, int depth, ref int left)
    {
        if (item == 0 || --left < 0)
        {
            return;
        }

        switch (PdfiumObject.Type(item))
        {
            case PdfiumObject.Text:
                _ = PdfiumObject.SetRenderMode(item, PdfiumText.RenderInvisible);
                break;
            case PdfiumObject.Form when depth < MaxDepth:
                var count = PdfiumObject.CountInForm(item);
                for (var index = 0; index < count; index++)
                {
                    Hide(PdfiumObject.InForm(item, (uint)index), depth + 1, ref left);
                }

                break;
        }
    }
}
