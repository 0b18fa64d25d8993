using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Letters that a font's map calls spaces: they have ink, which no space has.</summary>
internal static class InkedSpaces
{
    /// <summary>Some may be marks that somebody meant to be no letters.</summary>
    private const int Few = 5;

    private const double LeastShare = 0.02;

    // Of the font size. PDFium gives a glyph without ink a box as high as that.
    private const double LeastHeight = 0.1;
    private const double MostHeight = 0.9;

    /// <returns>The places of those in the text; none where they are few.</returns>
    public static HashSet<int> Find(nint text, uint[] unicodes)
    {
        var found = new HashSet<int>();
        for (var index = 0; index < unicodes.Length; index++)
        {
            if (unicodes[index] == ' ' && IsInked(text, index))
            {
                found.Add(index);
            }
        }

        return found.Count >= Math.Max(Few, LeastShare * unicodes.Length) ? found : [];
    }

    /// <summary>Spaces that PDFium adds belong to no text object and have no matrix. In the unseen text over a scan every glyph
    /// is the same box.</summary>
    private static bool IsInked(nint text, int index)
    {
        if (PdfiumText.Matrix(text, index, out var matrix) == 0
            || PdfiumText.RenderMode(text, index) is < 0 or PdfiumText.RenderInvisible
            || PdfiumText.InkBox(text, index, out var left, out var right, out var bottom, out var top) == 0)
        {
            return false;
        }

        var size = PdfiumText.FontSize(text, index) * Math.Sqrt((matrix.C * matrix.C) + (matrix.D * matrix.D));
        return size > 0 && Math.Min(right - left, top - bottom) > LeastHeight * size
            && Math.Max(right - left, top - bottom) < MostHeight * size;
    }
}
