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
    [InlineData("report.docx", MediaTypes.Docx, "Payment is due in sixty days.")]
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

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
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
