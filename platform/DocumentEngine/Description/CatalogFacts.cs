using System.Text.RegularExpressions;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Searchable;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>What PDFium has no call for: the XMP packet of the whole document, its language (BCP 47), and whether it is a
/// portfolio.</summary>
internal readonly partial record struct CatalogFacts(Dictionary<string, string>? Xmp, string? Language, bool IsPortfolio)
{
    private const int MostPacketBytes = 4 << 20;

    /// <returns>Nothing where the second parser does not read the file.</returns>
    public static CatalogFacts Read(string path, string? password, bool withXmp)
    {
        try
        {
            using var document = SecondOpinion.Load(path, password);
            var catalog = document.Structure.Catalog.CatalogDictionary.Data;
            var isPortfolio = PageNodes.Resolve(document, catalog.GetValueOrDefault("Collection")) is DictionaryToken;
            var language = PageNodes.Resolve(document, catalog.GetValueOrDefault("Lang")) switch
            {
                StringToken text => text.Data,
                HexToken text => text.Data,
                _ => "",
            };
            var packet = withXmp && document.TryGetXmpMetadata(out var xmp) ? xmp.GetXmlMemory() : default;
            return new CatalogFacts(
                packet.Length is > 0 and <= MostPacketBytes ? XmpPacket.Parse(packet.ToArray()) : null,
                LanguageTag().IsMatch(language) ? language : null, isPortfolio);
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

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}\\z")]
    private static partial Regex LanguageTag();
}
