using System.IO.Compression;
using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Office;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Tests.Office;

/// <summary>LibreOffice itself, where it is installed.</summary>
public sealed class LibreOfficeTests(EngineFixture engines) : IClassFixture<EngineFixture>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolRunner _tools = new();

    [LibreOfficeTheory]
    [InlineData("report.docx", MediaTypes.Docx, "The harbour was very busy")]
    [InlineData("slides.pptx", MediaTypes.Pptx, "Cranes")]
    [InlineData("workbook.xlsx", MediaTypes.Xlsx, "Aurora")]
    [InlineData("letter.odt", MediaTypes.Odt, "harbour master")]
    public async Task Sample_IsLaidOut_WithItsWords(string name, string mediaType, string words)
    {
        var pdf = new DocumentSource(
            await LayOutAsync(await File.ReadAllBytesAsync(SamplePaths.Sample($"office/{name}")), mediaType), MediaTypes.Pdf);

        var pages = (await engines.Probe.ProbeAsync(pdf, CancellationToken.None)).Pages;
        var said = "";
        for (var page = 1; page <= pages.Count; page++)
        {
            said += (await engines.Extractor.ExtractAsync(pdf, page, CancellationToken.None)).PlainText;
        }

        Assert.Contains(words, string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [LibreOfficeTheory]
    [InlineData(MediaTypes.Docx)]
    [InlineData(MediaTypes.Xlsx)]
    public async Task File_ThatIsNone_IsInvalid(string mediaType)
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => LayOutAsync("PK and no more"u8.ToArray(), mediaType));

        Assert.Equal(FailureCodes.InvalidDocument, error.Failure.Code);
    }

    /// <summary>By itself LibreOffice draws whatever picture of the machine a file names.</summary>
    [LibreOfficeTheory]
    [InlineData("Pictures/own.png", true)]
    [InlineData("", false)]
    public async Task Picture_OutsideTheFile_IsNotDrawn(string place, bool isDrawn)
    {
        var picture = await File.ReadAllBytesAsync(SamplePaths.Sample("note.png"));
        var outside = _folder.File("other.png");
        await File.WriteAllBytesAsync(outside, picture);

        var pdf = await LayOutAsync(LetterWith(isDrawn ? place : new Uri(outside).ToString(), picture), MediaTypes.Odt);

        Assert.Equal(isDrawn, (await File.ReadAllBytesAsync(pdf)).AsSpan().IndexOf("/Subtype/Image"u8) >= 0);
    }

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
    }

    private static byte[] LetterWith(string picture, byte[] own)
    {
        const string Names = "urn:oasis:names:tc:opendocument:xmlns";
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("mimetype", Encoding.UTF8.GetBytes(MediaTypes.Odt));
            Add("Pictures/own.png", own);
            Add("content.xml", Encoding.UTF8.GetBytes($"""
                <office:document-content office:version="1.3" xmlns:office="{Names}:office:1.0" xmlns:text="{Names}:text:1.0"
                  xmlns:draw="{Names}:drawing:1.0" xmlns:svg="{Names}:svg-compatible:1.0"
                  xmlns:xlink="http://www.w3.org/1999/xlink">
                <office:body><office:text><text:p>Before<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm">
                <draw:image xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href="{picture}"/>
                </draw:frame></text:p></office:text></office:body></office:document-content>
                """));
            Add("META-INF/manifest.xml", Encoding.UTF8.GetBytes($"""
                <manifest:manifest manifest:version="1.3" xmlns:manifest="{Names}:manifest:1.0">
                <manifest:file-entry manifest:full-path="/" manifest:media-type="{MediaTypes.Odt}"/>
                <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
                <manifest:file-entry manifest:full-path="Pictures/own.png" manifest:media-type="image/png"/></manifest:manifest>
                """));

            void Add(string name, byte[] content)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                part.Write(content);
            }
        }

        return file.ToArray();
    }

    private async Task<string> LayOutAsync(byte[] content, string mediaType)
    {
        var source = _folder.File("source");
        await File.WriteAllBytesAsync(source, content);
        var work = Directory.CreateDirectory(_folder.File("work")).FullName;
        var suite = new OfficeSuite(_tools, Options.Create(new OfficeSuiteOptions()), NullLogger<OfficeSuite>.Instance);
        return await suite.LayOutAsync(new DocumentSource(source, mediaType), work, CancellationToken.None);
    }
}
