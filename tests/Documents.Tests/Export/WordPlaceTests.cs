using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>The formats that tell every word's place.</summary>
public sealed class WordPlaceTests
{
    private static readonly XNamespace Alto = "http://www.loc.gov/standards/alto/ns-v4#";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    [Fact]
    public async Task Hocr_TwoPages_HasTheirLinesAndWordsInPixels()
    {
        var hocr = await WriteAsync(HocrWriter.WriteAsync, Page(1), Page(2));

        var pages = OfClass(hocr, "ocr_page").ToList();
        Assert.Equal(["0", "1"], pages.Select(page => Property(page, "ppageno")));
        Assert.Equal("0 0 2550 3300", Property(pages[0], "bbox"));
        Assert.Equal(
            ["Bill of lading", "Hull"], OfClass(pages[0], "ocr_line").Select(line => line.Value.Trim()));
        var word = OfClass(pages[0], "ocrx_word").First();
        Assert.Equal(("Bill", "300 300 383 346"), (word.Value, Property(word, "bbox")));
        Assert.Equal(["ocr-capabilities", "ocr-system"], hocr.Descendants(Xhtml + "meta")
            .Select(meta => (string)meta.Attribute("name")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Alto_APage_HasItsLinesWordsAndSpaces()
    {
        var alto = await WriteAsync(AltoWriter.WriteAsync, Page(1));

        var page = Assert.Single(alto.Descendants(Alto + "Page"));
        Assert.Equal(("10200", "13200", "1"), ((string)page.Attribute("WIDTH")!, (string)page.Attribute("HEIGHT")!,
            (string)page.Attribute("PHYSICAL_IMG_NR")!));
        var lines = page.Descendants(Alto + "TextLine").ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(["String", "SP", "String", "SP", "String"], lines[0].Elements().Select(element => element.Name.LocalName));
        var word = page.Descendants(Alto + "String").First();
        Assert.Equal(("Bill", "1200", "1200", "333", "183"), ((string)word.Attribute("CONTENT")!,
            (string)word.Attribute("HPOS")!, (string)word.Attribute("VPOS")!, (string)word.Attribute("WIDTH")!,
            (string)word.Attribute("HEIGHT")!));
        Assert.Equal(["Description", "Layout"], alto.Root!.Elements().Select(element => element.Name.LocalName));
    }

    [Fact]
    public async Task Both_WordsThatXmlHasNoPlaceFor_AreWrittenWithoutThem()
    {
        var page = Page(1) with { Words = [new PageWord("a\u0001b<\uD800&c𝒜", new Box(1, 1, 9, 9), 0, 8, EndsLine: true)] };

        var hocr = await WriteAsync(HocrWriter.WriteAsync, page);
        var alto = await WriteAsync(AltoWriter.WriteAsync, page);

        Assert.Equal("ab<&c𝒜", OfClass(hocr, "ocrx_word").Single().Value);
        Assert.Equal("ab<&c𝒜", (string?)alto.Descendants(Alto + "String").Single().Attribute("CONTENT"));
    }

    [Fact]
    public async Task Both_Ids_AreThereOnce()
    {
        foreach (var written in new[]
        {
            await WriteAsync(HocrWriter.WriteAsync, Page(1), Page(2)), await WriteAsync(AltoWriter.WriteAsync, Page(1), Page(2)),
        })
        {
            var ids = written.Descendants().Select(element => (string?)(element.Attribute("id") ?? element.Attribute("ID")))
                .OfType<string>().ToList();
            Assert.NotEmpty(ids);
            Assert.Equal(ids.Distinct(), ids);
        }
    }

    [Fact]
    public async Task Both_NoPageRead_AreWholeAllTheSame()
    {
        Assert.Empty(OfClass(await WriteAsync(HocrWriter.WriteAsync), "ocr_page"));
        Assert.Single((await WriteAsync(AltoWriter.WriteAsync)).Descendants(Alto + "Page"));
    }

    private static PageText Page(int pageNo) => new(
        pageNo, 612, 792, TextSource.Ocr, null, 0.9, [new PageFont(PageText.RecognizedFont, false, false, false)],
        [
            new PageWord("Bill", new Box(72, 72, 92, 83), 0, 11), new PageWord("of", new Box(96, 72, 105, 83), 0, 11),
            new PageWord("lading", new Box(109, 72, 140, 83), 0, 11, EndsLine: true),
            new PageWord("Hull", new Box(72, 90, 92, 101), 0, 11, EndsLine: true),
        ],
        [], []);

    private static async Task<XDocument> WriteAsync(
        Func<string, IAsyncEnumerable<PageText>, Stream, Task> write, params PageText[] pages)
    {
        var output = new MemoryStream();
        await write("scan & co.pdf", pages.ToAsyncEnumerable(), output);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore };
        using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(output.ToArray())), settings);
        return XDocument.Load(reader);
    }

    private static IEnumerable<XElement> OfClass(XContainer within, string name) =>
        within.Descendants().Where(element => (string?)element.Attribute("class") == name);

    private static string Property(XElement element, string name) => ((string)element.Attribute("title")!).Split("; ")
        .Single(property => property.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..]
        .ToString(CultureInfo.InvariantCulture);
}
