using System.Text;

namespace DaprProcessing.Engines.Tests.Searchable;

/// <summary>A file of one page, written by hand, that leaves its cross-reference table to whoever reads it.</summary>
internal static class RawPdf
{
    /// <param name="page">Entries of the page; its content is object 4, and there is a font, object 5.</param>
    /// <param name="tree">Entries of the page tree, which pages inherit.</param>
    public static byte[] Of(string page, string tree, string content = "q 0.5 0 0 0.5 10 10 cm") => Encoding.Latin1.GetBytes(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        + $"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] {tree} >>\nendobj\n"
        + $"3 0 obj\n<< /Type /Page /Parent 2 0 R {page} /Contents [4 0 R] >>\nendobj\n"
        + $"4 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
        + "5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>\nendobj\n"
        + "trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n7\n%%EOF\n");
}
