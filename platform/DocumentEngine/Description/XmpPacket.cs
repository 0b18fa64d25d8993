using System.Xml;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>The properties of an XMP packet: of each the value, or the values of its list.</summary>
internal static class XmpPacket
{
    private const int MostProperties = 100, MostChars = 2_000;
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    /// <summary>Packets are written so that programs find them without knowing the file: looking is cheaper than a second
    /// parser.</summary>
    public static bool IsLikely(string path) => MappedFile.Read(
        path, file => file.IndexOf("/Metadata"u8) >= 0 || file.IndexOf("<x:xmpmeta"u8) >= 0);

    public static Dictionary<string, string> Parse(byte[] packet)
    {
        var properties = new Dictionary<string, string>();
        try
        {
            using var xml = SafeXml.Read(packet);
            string? name = null;
            var depth = -1;
            while (xml.Read() && properties.Count < MostProperties)
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Description", NamespaceURI: Rdf } && name is null)
                {
                    AddAttributes(xml, properties);
                    depth = xml.IsEmptyElement ? -1 : xml.Depth;
                }
                else if (xml.NodeType == XmlNodeType.Element && depth >= 0 && xml.Depth == depth + 1)
                {
                    name = xml.IsEmptyElement ? null : xml.Name;
                }
                else if (xml.NodeType == XmlNodeType.EndElement && xml.Depth <= depth + 1)
                {
                    name = null;
                    depth = xml.Depth <= depth ? -1 : depth;
                }
                else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && name is not null)
                {
                    Add(properties, name, xml.Value);
                }
            }
        }
        catch (XmlException)
        {
            // What was read before the damage stands.
        }

        return properties;
    }

    private static void AddAttributes(XmlReader xml, Dictionary<string, string> properties)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.NamespaceURI is not (Rdf or "http://www.w3.org/2000/xmlns/"))
            {
                Add(properties, xml.Name, xml.Value);
            }
        }

        xml.MoveToElement();
    }

    private static void Add(Dictionary<string, string> properties, string name, string value)
    {
        if (NativeText.Cut(value, MostChars) is { } text)
        {
            properties[name] = properties.TryGetValue(name, out var known) && known.Length + text.Length < MostChars
                ? $"{known}; {text}" : text;
        }
    }
}
