using System.Text;

namespace DaprProcessing.Engines.Tests;

/// <summary>
/// A page of text in another script: a Latin font whose map turns A, B, C … into consecutive characters from a given one on.
/// Without a cross-reference table, which readers have to do without often enough.
/// </summary>
internal static class MappedFontPdf
{
    /// <param name="operators">Text operators, drawn at the upper left in 20 points.</param>
    /// <param name="dot">What a full stop is mapped to.</param>
    public static byte[] Build(char mapsAto, string operators, char dot = '.')
    {
        var map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
            + "1 begincodespacerange <00> <FF> endcodespacerange\n3 beginbfrange\n<30> <39> <0030>\n"
            + $"<2E> <2E> <{(int)dot:X4}>\n"
            + $"<41> <5A> <{(int)mapsAto:X4}>\nendbfrange\nendcmap end end";
        var content = $"BT /F 20 Tf 72 700 Td {operators} ET";
        return Encoding.ASCII.GetBytes(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            + "/Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >>\nendobj\n"
            + "4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding "
            + "/ToUnicode 6 0 R >>\nendobj\n"
            + $"5 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
            + $"6 0 obj\n<< /Length {map.Length} >>\nstream\n{map}\nendstream\nendobj\n"
            + "trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    }
}
