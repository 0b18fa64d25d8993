using System.IO.Compression;
using System.Text;

namespace DaprProcessing.Engines.Tests;

/// <summary>PDF files of objects written by hand, numbered from 1, the first the catalogue; readers find them without a
/// table.</summary>
internal static class RawPdf
{
    public static byte[] Of(params string[] objects)
    {
        var file = new StringBuilder("%PDF-1.7\n");
        foreach (var (index, body) in objects.Index())
        {
            file.Append($"{index + 1} 0 obj\n{body}\nendobj\n");
        }

        return Encoding.Latin1.GetBytes($"{file}trailer\n<< /Root 1 0 R /Size {objects.Length + 1} >>\nstartxref\n7\n%%EOF\n");
    }

    /// <summary>One page of A4, its content and its resources; the objects from number 5 on are the caller's.</summary>
    public static byte[] Page(string content, string resources, params string[] objects) => Of(
    [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> /Contents 4 0 R >>",
        Stream("", content), .. objects,
    ]);

    public static string Stream(string entries, string data) =>
        $"<< {entries} /Length {data.Length} >>\nstream\n{data}\nendstream";

    public static string Packed(string entries, ReadOnlySpan<byte> data)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return Stream($"{entries} /Filter /FlateDecode", Encoding.Latin1.GetString(packed.ToArray()));
    }
}
