using System.Xml;
using System.Xml.Linq;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>XML of a stranger: no document types, no entities of its own, nothing fetched, no nesting without end.</summary>
internal static class PackageXml
{
    private const int MaxDepth = 256;

    /// <param name="kind">What the document is called where it cannot be read.</param>
    /// <param name="skipsDoctype">Older packages have one; it is passed over, never read.</param>
    public static XElement Parse(byte[] content, string kind, bool skipsDoctype = false)
    {
        try
        {
            using var reader = Reader(content, skipsDoctype);
            while (reader.Read())
            {
                CheckDepth(reader);
            }

            using var again = Reader(content, skipsDoctype);
            return XDocument.Load(again, LoadOptions.PreserveWhitespace).Root!;
        }
        catch (XmlException)
        {
            throw DocumentFault.Invalid(kind);
        }
    }

    public static XmlReader Reader(byte[] content, bool skipsDoctype = false) => XmlReader.Create(
        new MemoryStream(content),
        new XmlReaderSettings
        {
            DtdProcessing = skipsDoctype ? DtdProcessing.Ignore : DtdProcessing.Prohibit, XmlResolver = null,
            IgnoreComments = true, IgnoreProcessingInstructions = true,
        });

    public static void CheckDepth(XmlReader reader)
    {
        if (reader.Depth > MaxDepth)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit, $"The document nests deeper than {MaxDepth} elements.");
        }
    }
}
