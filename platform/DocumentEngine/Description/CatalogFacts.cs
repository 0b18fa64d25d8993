using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Searchable;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>What PDFium has no call for: the XMP packet of the whole document, and whether it is a portfolio.</summary>
internal readonly record struct CatalogFacts(Dictionary<string, string>? Xmp, bool IsPortfolio)
{
    private const int MostPacketBytes = 4 << 20;

    /// <returns>Nothing where the second parser does not read the file.</returns>
    public static CatalogFacts Read(string path, string? password, bool withXmp)
    {
        try
        {
            using var document = SecondOpinion.Load(path, password);
            var isPortfolio = PageNodes.Resolve(
                document, document.Structure.Catalog.CatalogDictionary.Data.GetValueOrDefault("Collection")) is DictionaryToken;
            var packet = withXmp && document.TryGetXmpMetadata(out var xmp) ? xmp.GetXmlMemory() : default;
            return new CatalogFacts(
                packet.Length is > 0 and <= MostPacketBytes ? XmpPacket.Parse(packet.ToArray()) : null, isPortfolio);
        }
        catch (DocumentFault)
        {
            return default;
        }
        catch (Exception problem) when (SecondOpinion.IsOfTheFile(problem))
        {
            return default;
        }
    }
}
