using System.Text;

namespace DaprProcessing.Services.Tests.PngToText;

/// <summary>A line in a font whose map makes of every letter the one after it: right to look at, wrong to copy.</summary>
internal static class ShiftedFontPdf
{
    /// <param name="below">Lines in a font with a right map.</param>
    public static byte[] Build(string text, params string[] below) => Build("Times-Roman", text, below);

    /// <param name="face">Of the lines below; Helvetica's are another font of the same name.</param>
    public static byte[] Build(string face, string text, string[] below)
    {
        var map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
            + "1 begincodespacerange <00> <FF> endcodespacerange\n2 beginbfrange\n<41> <59> <0042>\n<5A> <5A> <0041>\n"
            + "endbfrange\nendcmap end end";
        var lines = string.Concat(below.Select(line => $"({line}) Tj T* "));
        var content = $"BT /F 14 Tf 60 700 Td ({text}) Tj /G 11 Tf 15 TL 0 -40 Td {lines}ET";
        return Encoding.ASCII.GetBytes(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            + $"/Resources << /Font << /F 4 0 R /G << /Type /Font /Subtype /Type1 /BaseFont /{face} >> >> >> "
            + "/Contents 5 0 R >>\nendobj\n"
            + "4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
            + "/ToUnicode 6 0 R >>\nendobj\n"
            + $"5 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
            + $"6 0 obj\n<< /Length {map.Length} >>\nstream\n{map}\nendstream\nendobj\n"
            + "trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    }
}
