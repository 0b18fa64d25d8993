using System.IO.Compression;
using System.Text;

namespace DaprProcessing.Engines.Tests.Markup;

/// <summary>Packages made by hand, so that they can be wrong.</summary>
internal static class Zip
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static byte[] Of(params (string Name, byte[] Content)[] parts)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression
                    : CompressionLevel.Fastest)
                    .Open();
                part.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>A Word document of this body.</summary>
    public static byte[] Word(string body, string relations = "", params (string Name, byte[] Content)[] more) => Of(
    [
        // Of two of a name the first counts.
        .. more,
        ("[Content_Types].xml", Xml("<Types/>")),
        ("_rels/.rels", Relations(
            $"<Relationship Id=\"a\" Type=\"{Relationships}/officeDocument\" Target=\"word/document.xml\"/>")),
        ("word/document.xml",
            Xml($"<w:document xmlns:w=\"urn:w\" xmlns:r=\"urn:r\" xmlns:a=\"urn:a\"><w:body>{body}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", Relations(relations)),
    ]);

    public static byte[] Xml(string xml) => Encoding.UTF8.GetBytes(xml);

    public static string Relation(string id, string kind, string target, bool isExternal = false) =>
        $"<Relationship Id=\"{id}\" Type=\"{Relationships}/{kind}\" Target=\"{target}\""
            + $"{(isExternal ? " TargetMode=\"External\"" : "")}/>";

    private static byte[] Relations(string relations) => Xml($"<Relationships>{relations}</Relationships>");
}
