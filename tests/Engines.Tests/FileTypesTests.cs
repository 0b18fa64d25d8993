using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Engines.Tests.Markup;
using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests;

public sealed class FileTypesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("report.docx", MediaTypes.Docx)]
    [InlineData("slides.pptx", MediaTypes.Pptx)]
    [InlineData("workbook.xlsx", MediaTypes.Xlsx)]
    [InlineData("letter.odt", MediaTypes.Odt)]
    [InlineData("book.epub", MediaTypes.Epub)]
    [InlineData("page.html", MediaTypes.Html)]
    public void Of_Samples_IsToldByTheBytes(string name, string expected) =>
        // Whatever it is called.
        Assert.Equal(expected, Of(File.ReadAllBytes(SamplePaths.Sample($"office/{name}")), "invoice.pdf"));

    [Theory]
    [InlineData("a | b", "notes.md", MediaTypes.Markdown)]
    [InlineData("<!-- first --> a | b", "notes.md", MediaTypes.Markdown)]
    [InlineData("a,b", "table.CSV", MediaTypes.Csv)]
    [InlineData("a,b", "table", MediaTypes.PlainText)]
    [InlineData("PKware made the format.", "zip.txt", MediaTypes.PlainText)]
    [InlineData("plain", "page.html", MediaTypes.Html)]
    [InlineData("<p>part of a page</p>", "page.htm", MediaTypes.Html)]
    [InlineData("<p>part of a page</p>", "page.xml", null)]
    [InlineData("\uFEFF <!DOCTYPE HTML><title>x</title>", null, MediaTypes.Html)]
    [InlineData("<?xml version='1.0'?><html xmlns='x'/>", null, MediaTypes.Html)]
    [InlineData("<?xml version='1.0'?><feed/>", null, null)]
    [InlineData("<!-- nothing --><svg/>", "x.svg", null)]
    [InlineData("%PDF-1.7", "page.html", MediaTypes.Pdf)]
    [InlineData("a\0b", "notes.md", null)]
    public void Of_Text_IsToldApartByTheName(string text, string? name, string? expected) =>
        Assert.Equal(expected, Of(Encoding.UTF8.GetBytes(text), name));

    [Theory]
    [InlineData("fLaC", MediaTypes.Flac)]
    [InlineData("TAG+", MediaTypes.Mp3)]
    public void Of_SoundBehindALongTag_IsToldByWhatStandsThere(string behind, string expected) =>
        // 40 × 128 bytes: a picture of a cover.
        Assert.Equal(
            expected,
            Of([.. "ID3"u8, 4, 0, 0, 0, 0, 40, 0, .. new byte[40 * 128], .. Encoding.ASCII.GetBytes(behind), 0], "song.mp3"));

    [Theory]
    [InlineData("menu.txt", MediaTypes.PlainText)]
    [InlineData("menu.csv", MediaTypes.Csv)]
    [InlineData("menu.bin", null)]
    [InlineData(null, null)]
    public void Of_LettersOfAnOldEncoding_IsToldByTheName(string? name, string? expected) =>
        Assert.Equal(expected, Of(Encoding.Latin1.GetBytes("Café crème"), name));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public void DecodedText_OfAnyEncoding_IsTheText(string encoding)
    {
        var (marked, text) = (Encoding.GetEncoding(encoding), "Café crème für zwölf\r\nGäste\rheute");

        var decoded = DecodedText.Of([.. marked.GetPreamble(), .. marked.GetBytes(text)]);

        Assert.Equal("Café crème für zwölf\nGäste\nheute", decoded);
    }

    [Fact]
    public void DecodedText_OfUtf8WithADamagedByte_StaysUtf8() =>
        Assert.Equal("Café \uFFFD für", DecodedText.Of([.. "Café "u8, 0xFF, .. " für"u8]));

    [Theory]
    [InlineData("word/document.xml", MediaTypes.Docx)]
    [InlineData("word/document2.xml", MediaTypes.Docx)]
    [InlineData("ppt/presentation.xml", MediaTypes.Pptx)]
    [InlineData("xl/workbook.xml", MediaTypes.Xlsx)]
    [InlineData("xl/workbook.bin", null)]
    [InlineData("visio/document.xml", null)]
    public void Of_OfficePackage_IsToldByItsMainPart(string part, string? expected) =>
        Assert.Equal(expected, Of(Zip.Of(("[Content_Types].xml", []), (part, [])), "x.docx"));

    [Theory]
    [InlineData("application/vnd.oasis.opendocument.text", MediaTypes.Odt)]
    [InlineData("application/vnd.oasis.opendocument.text-master", null)]
    [InlineData("application/vnd.oasis.opendocument.spreadsheet", null)]
    [InlineData("application/epub+zip", MediaTypes.Epub)]
    public void Of_PackageWithItsType_IsToldByIt(string type, string? expected) =>
        Assert.Equal(expected, Of(Zip.Of(("mimetype", Encoding.ASCII.GetBytes(type)), ("x", [])), "x.zip"));

    [Fact]
    public void Of_ZipCutOff_IsNothing() => Assert.Null(Of(Zip.Of(("word/document.xml", new byte[100]))[..40], "x.docx"));

    [Theory]
    [InlineData("", FileTypes.OfficeBinary)]
    [InlineData("EncryptedPackage", FileTypes.OfficeEncrypted)]
    public void Of_OldOfficeFile_SaysWhetherItIsEncrypted(string stream, string expected)
    {
        byte[] head = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

        // Across the border of two reads.
        Assert.Equal(expected,
            Of([.. head, .. new byte[65_536 - 18], .. Encoding.Unicode.GetBytes(stream), .. new byte[500]], "x.doc"));
    }

    public void Dispose() => _folder.Dispose();

    private string? Of(byte[] content, string? name)
    {
        var path = _folder.File(Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, content);
        return FileTypes.Of(content.AsSpan(0, Math.Min(content.Length, MediaTypes.SniffBytes)), path, name);
    }
}
