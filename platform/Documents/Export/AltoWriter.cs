using System.Globalization;
using System.Text;
using System.Xml;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Export;

/// <summary>
/// Every word and its place as ALTO 4: lengths in 1/1200 inch, which is finer than any scan, on the page as it was turned to be
/// read.
/// </summary>
public static class AltoWriter
{
    private const string Alto = "http://www.loc.gov/standards/alto/ns-v4#";
    private const int UnitsPerInch = 1200;

    /// <param name="pages">In order; written as they come.</param>
    public static async Task WriteAsync(string fileName, IAsyncEnumerable<PageText> pages, Stream output)
    {
        var settings = new XmlWriterSettings
        {
            Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = " ",
        };
        await using var xml = XmlWriter.Create(output, settings);
        await xml.WriteStartDocumentAsync();
        xml.WriteStartElement("alto", Alto);
        xml.WriteAttributeString("SCHEMAVERSION", "4.2");
        WriteDescription(xml, fileName);
        xml.WriteStartElement("Layout", Alto);
        var pageCount = 0;
        await foreach (var page in pages)
        {
            WritePage(xml, page);
            pageCount++;
            await xml.FlushAsync();
        }

        if (pageCount == 0)
        {
            // A layout without a page is none.
            WritePage(xml, new PageText(1, 0, 0, TextSource.None, null, null, [], [], [], []));
        }

        await xml.WriteEndDocumentAsync();
    }

    private static void WriteDescription(XmlWriter xml, string fileName)
    {
        xml.WriteStartElement("Description", Alto);
        xml.WriteElementString("MeasurementUnit", Alto, "inch1200");
        xml.WriteStartElement("sourceImageInformation", Alto);
        xml.WriteElementString("fileName", Alto, XmlText.Clean(fileName));
        xml.WriteEndElement();
        xml.WriteStartElement("Processing", Alto);
        xml.WriteAttributeString("ID", "processing_1");
        xml.WriteStartElement("processingSoftware", Alto);
        xml.WriteElementString("softwareName", Alto, "dapr-processing");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WritePage(XmlWriter xml, PageText page)
    {
        xml.WriteStartElement("Page", Alto);
        Number(xml, "PHYSICAL_IMG_NR", page.PageNo);
        xml.WriteAttributeString("ID", Id("page", page.PageNo, 0));
        Number(xml, "HEIGHT", Units(page.HeightPt));
        Number(xml, "WIDTH", Units(page.WidthPt));
        if (page.Confidence is { } confidence)
        {
            xml.WriteAttributeString("PC", Math.Clamp(confidence, 0, 1).ToString("0.###", CultureInfo.InvariantCulture));
        }

        Start(xml, "PrintSpace", "space", page.PageNo, 0, new Box(0, 0, page.WidthPt, page.HeightPt));
        var lines = PageLines.Of(page.Words).ToList();
        if (lines.Count > 0)
        {
            Start(xml, "TextBlock", "block", page.PageNo, 1, Box.Around(page.Words.Select(word => word.Box)));
            var words = 0;
            foreach (var (index, line) in lines.Index())
            {
                Start(xml, "TextLine", "line", page.PageNo, index + 1, Box.Around(line.Select(word => word.Box)));
                WriteWords(xml, page.PageNo, line, ref words);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteWords(XmlWriter xml, int pageNo, IReadOnlyList<PageWord> line, ref int words)
    {
        for (var i = 0; i < line.Count; i++)
        {
            Start(xml, "String", "word", pageNo, ++words, line[i].Box);
            xml.WriteAttributeString("CONTENT", XmlText.Clean(line[i].Text));
            xml.WriteEndElement();
            if (i + 1 < line.Count && line[i].SpaceAfter)
            {
                var (box, next) = (line[i].Box, line[i + 1].Box);
                xml.WriteStartElement("SP", Alto);
                Number(xml, "HPOS", Units(Math.Min(box.R, next.L)));
                Number(xml, "VPOS", Units(box.T));
                Number(xml, "WIDTH", Units(Math.Max(0, next.L - box.R)));
                xml.WriteEndElement();
            }
        }
    }

    private static void Start(XmlWriter xml, string tag, string kind, int pageNo, int number, Box box)
    {
        xml.WriteStartElement(tag, Alto);
        xml.WriteAttributeString("ID", Id(kind, pageNo, number));
        Number(xml, "HPOS", Units(box.L));
        Number(xml, "VPOS", Units(box.T));
        Number(xml, "WIDTH", Units(box.Width));
        Number(xml, "HEIGHT", Units(box.Height));
    }

    private static string Id(string kind, int pageNo, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}_{pageNo}_{number}");

    private static void Number(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static int Units(double points) =>
        (int)Math.Round(Math.Clamp(points * UnitsPerInch / PageUnit.PointsPerInch, 0, int.MaxValue / 2));
}
