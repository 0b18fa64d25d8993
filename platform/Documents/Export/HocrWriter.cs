using System.Globalization;
using System.Text;
using System.Xml;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Export;

/// <summary>
/// Every word and its place as hOCR 1.2, an XHTML page: places in pixels of a picture of <see cref="Dpi"/>, on the page as it
/// was turned to be read.
/// </summary>
public static class HocrWriter
{
    public const int Dpi = 300;

    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    /// <param name="pages">In order; written as they come.</param>
    public static async Task WriteAsync(string title, IAsyncEnumerable<PageText> pages, Stream output)
    {
        var settings = new XmlWriterSettings
        {
            Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = " ",
        };
        await using var xml = XmlWriter.Create(output, settings);
        await xml.WriteStartDocumentAsync();
        xml.WriteDocType("html", null, null, null);
        xml.WriteStartElement("html", Xhtml);
        xml.WriteStartElement("head", Xhtml);
        xml.WriteElementString("title", Xhtml, XmlText.Clean(title));
        WriteMeta(xml, "ocr-system", "dapr-processing");
        WriteMeta(xml, "ocr-capabilities", "ocr_page ocr_line ocrx_word ocrp_wconf");
        xml.WriteEndElement();
        xml.WriteStartElement("body", Xhtml);
        await foreach (var page in pages)
        {
            WritePage(xml, page);
            await xml.FlushAsync();
        }

        await xml.WriteEndDocumentAsync();
    }

    private static void WriteMeta(XmlWriter xml, string name, string content)
    {
        xml.WriteStartElement("meta", Xhtml);
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("content", content);
        xml.WriteEndElement();
    }

    private static void WritePage(XmlWriter xml, PageText page)
    {
        var (lines, words) = (0, 0);
        Start(xml, "div", "ocr_page", $"page_{page.PageNo}",
            $"bbox 0 0 {Pixels(page.WidthPt)} {Pixels(page.HeightPt)}; ppageno {page.PageNo - 1}; scan_res {Dpi} {Dpi}");
        foreach (var line in PageLines.Of(page.Words))
        {
            Start(xml, "span", "ocr_line", $"line_{page.PageNo}_{++lines}", Place(Box.Around(line.Select(word => word.Box)))
                + (line[0].AngleDeg == 0 ? "" : string.Create(
                    CultureInfo.InvariantCulture, $"; textangle {(360 - line[0].AngleDeg) % 360}")));
            foreach (var word in line)
            {
                Start(xml, "span", "ocrx_word", $"word_{page.PageNo}_{++words}",
                    string.Create(CultureInfo.InvariantCulture, $"{Place(word.Box)}; x_fsize {word.SizePt:0.#}"));
                xml.WriteString(XmlText.Clean(word.Text));
                xml.WriteEndElement();
                xml.WriteString(word.SpaceAfter ? " " : "");
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, string tag, string kind, string id, string title)
    {
        xml.WriteStartElement(tag, Xhtml);
        xml.WriteAttributeString("class", kind);
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("title", title);
    }

    private static string Place(Box box) => string.Create(
        CultureInfo.InvariantCulture, $"bbox {Pixels(box.L)} {Pixels(box.T)} {Pixels(box.R)} {Pixels(box.B)}");

    private static int Pixels(double points) =>
        (int)Math.Round(Math.Clamp(points * Dpi / PageUnit.PointsPerInch, 0, int.MaxValue / 2));
}
