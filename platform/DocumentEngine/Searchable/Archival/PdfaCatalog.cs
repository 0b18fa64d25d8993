using System.Security.Cryptography;
using System.Text;

namespace DaprProcessing.DocumentEngine.Searchable.Archival;

/// <summary>
/// What makes a file of pictures and hidden words PDF/A-2b: it says so in XMP, and names its colours and itself.
/// </summary>
internal static class PdfaCatalog
{
    private const string Packet = """
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
              <pdfaid:part>2</pdfaid:part>
              <pdfaid:conformance>B</pdfaid:conformance>
            </rdf:Description>
          </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="w"?>
        """;

    /// <summary>Writes the objects that the catalogue names.</summary>
    /// <returns>The catalogue's entries for them.</returns>
    public static string Add(PdfObjects objects)
    {
        // As it is, so that programs that know nothing of PDF find it.
        using var packet = new MemoryStream(Encoding.UTF8.GetBytes(Packet));
        var metadata = objects.AddStream("/Type /Metadata /Subtype /XML", packet, packet.Length);
        var profile = objects.AddStream("/N 3", SrgbProfile.Bytes);
        var intent = objects.Add(
            "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
            + $"/Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} 0 R >>");
        return $"/Metadata {metadata} 0 R /OutputIntents [{intent} 0 R] ";
    }

    /// <summary>The same for the same file with the same words.</summary>
    public static string IdentifierOf(params ReadOnlySpan<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        var identifier = Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 16));
        return $"/ID [<{identifier}> <{identifier}>] ";
    }
}
