using System.Text;
using System.Xml;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>What the rich text of a note or a field says: paragraphs of XHTML, each a line.</summary>
internal static class RichText
{
    private const int MaxDepth = 64;

    /// <returns>Null where there is none, or it is no XML.</returns>
    public static string? Plain(string? xhtml)
    {
        if (xhtml is null)
        {
            return null;
        }

        var text = new StringBuilder();
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xhtml), settings);
            while (reader.Read() && reader.Depth < MaxDepth)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                {
                    text.Append(reader.Value);
                }
                else if (reader.LocalName is "p" or "br" or "div" && reader.NodeType != XmlNodeType.Attribute)
                {
                    text.Append('\n');
                }
            }
        }
        catch (XmlException)
        {
            return null;
        }

        return text.ToString().Trim() is { Length: > 0 } plain ? plain : null;
    }
}
