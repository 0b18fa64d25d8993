using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>Which of the pages that a tree claims are there, as PDFium finds them.</summary>
internal static class ReadablePages
{
    /// <summary>More than any job may have: what lies beyond is not even looked at.</summary>
    public const int Most = 10_000;

    /// <summary>How many, whatever is between them.</summary>
    public static int CountOf(nint document)
    {
        var readable = 0;
        for (var index = 0; index < Math.Min(Most, PdfiumDocument.PageCount(document)); index++)
        {
            readable += IsThere(document, index) ? 1 : 0;
        }

        return readable;
    }

    /// <summary>The number of the last one, 0 where there is none.</summary>
    public static int LastOf(nint document)
    {
        var last = Math.Min(Most, PdfiumDocument.PageCount(document));
        while (last > 0 && !IsThere(document, last - 1))
        {
            last--;
        }

        return last;
    }

    private static bool IsThere(nint document, int index) => PdfiumDocument.PageSize(document, index, out _) != 0;
}
