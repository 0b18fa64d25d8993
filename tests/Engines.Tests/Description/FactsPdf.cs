using System.Text;

namespace DaprProcessing.Engines.Tests.Description;

/// <summary>A file of two pages, written by hand, with what a catalogue may have; its table is left to whoever reads
/// it.</summary>
internal static class FactsPdf
{
    /// <param name="catalog">Entries of the catalogue.</param>
    /// <param name="objects">From number 10 on.</param>
    /// <param name="trailer">Entries of the trailer.</param>
    public static byte[] Of(string catalog, IEnumerable<string> objects, string trailer = "")
    {
        var file = new StringBuilder(
            $"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << >> >>\nendobj\n"
            + "4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << >> >>\nendobj\n");
        foreach (var (index, body) in objects.Index())
        {
            file.Append($"{index + 10} 0 obj\n{body}\nendobj\n");
        }

        file.Append($"trailer\n<< /Root 1 0 R /Size 99 {trailer} >>\nstartxref\n7\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    public static string Stream(string content, string entries = "") =>
        $"<< {entries} /Length {Encoding.Latin1.GetByteCount(content)} >>\nstream\n{content}\nendstream";

    /// <summary>Embedded files by name, as catalogue entry and objects.</summary>
    public static byte[] WithFiles(string catalog, params (string Name, string Content)[] files)
    {
        var names = string.Concat(files.Select((file, at) => $"({file.Name}) {10 + (at * 2)} 0 R "));
        return Of(
            $"{catalog} /Names << /EmbeddedFiles << /Names [{names}] >> >>",
            files.SelectMany((file, at) => new[]
            {
                $"<< /Type /Filespec /F ({file.Name}) /EF << /F {11 + (at * 2)} 0 R >> >>",
                Stream(file.Content, "/Type /EmbeddedFile"),
            }));
    }
}
