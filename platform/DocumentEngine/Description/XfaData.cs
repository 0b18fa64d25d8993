using System.Text;
using System.Xml;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>The data of a form in Adobe's XML: what was filled in, by field.</summary>
internal static unsafe class XfaData
{
    private const int MostPackets = 64, MostFields = 5_000, MostChars = 2_000, MostLevels = 64;
    private const uint MostBytes = 8 << 20;
    private const string DataNamespace = "http://www.xfa.org/schema/xfa-data/1.0/";

    /// <returns>Null where the document has no such form.</returns>
    public static XfaForm? Read(nint document)
    {
        var kind = PdfiumXfa.FormType(document);
        if (kind is not (PdfiumXfa.Dynamic or PdfiumXfa.Static))
        {
            return null;
        }

        var fields = new List<XfaField>();
        var count = Math.Min(MostPackets, PdfiumXfa.Count(document));
        for (var index = 0; index < count; index++)
        {
            var packet = index;
            var name = NativeText.Bytes((buffer, bytes) => PdfiumXfa.Name(document, packet, buffer, bytes)) ?? [];
            // A form may be one packet without a name, or one for each part.
            if (Encoding.UTF8.GetString(name) is "datasets" or "" or "xdp:xdp" && Content(document, index) is { } content)
            {
                AddFields(content, fields);
            }
        }

        return new XfaForm(kind == PdfiumXfa.Dynamic, fields);
    }

    private static byte[]? Content(nint document, int index)
    {
        if (PdfiumXfa.Content(document, index, null, 0, out var length) == 0 || length is 0 or > MostBytes)
        {
            return null;
        }

        var content = new byte[length];
        fixed (byte* start = content)
        {
            return PdfiumXfa.Content(document, index, start, length, out _) == 0 ? null : content;
        }
    }

    private static void AddFields(byte[] content, List<XfaField> fields)
    {
        try
        {
            using var xml = SafeXml.Read(content);
            while (fields.Count < MostFields && xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "data", NamespaceURI: DataNamespace }
                    && !xml.IsEmptyElement)
                {
                    AddLeaves(xml, fields);
                }
            }
        }
        catch (XmlException)
        {
            // What was read before the damage stands.
        }
    }

    /// <summary>Elements with nothing but text in them, under the names of those around them.</summary>
    private static void AddLeaves(XmlReader xml, List<XfaField> fields)
    {
        var root = xml.Depth;
        var path = new List<string>();
        var (value, isLeaf) = ("", false);
        while (fields.Count < MostFields && xml.Read() && xml.Depth > root && path.Count <= MostLevels)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var level = Math.Min(path.Count, xml.Depth - root - 1);
                    path.RemoveRange(level, path.Count - level);
                    path.Add(xml.LocalName);
                    (value, isLeaf) = ("", !xml.IsEmptyElement);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when value.Length < MostChars:
                    value += xml.Value;
                    break;
                case XmlNodeType.EndElement when isLeaf:
                    if (NativeText.Cut(value, MostChars) is { } text)
                    {
                        fields.Add(new XfaField(string.Join('.', path), text));
                    }

                    isLeaf = false;
                    break;
            }
        }
    }
}
