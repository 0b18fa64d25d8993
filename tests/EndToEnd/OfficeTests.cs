using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;

namespace DaprProcessing.EndToEnd;

/// <summary>Office files, web pages, books and texts, from the POST to the result.</summary>
[Collection(PlatformCollection.Name)]
public sealed class OfficeTests(PlatformFixture fixture)
{
    private readonly JobDriver _jobs = fixture.Jobs;

    [Theory]
    [InlineData("report.docx", 1, "The harbour was **very** busy, see the [port log](https://example.org/log) of *May*.")]
    [InlineData("slides.pptx", 3, "# Cranes")]
    [InlineData("workbook.xlsx", 3, "| Aurora | 2025-12-09 |")]
    [InlineData("letter.odt", 1, "Dear **harbour master**, see [the tides](https://example.org/tides).")]
    [InlineData("book.epub", 2, "The fog *lifted* at seven.")]
    [InlineData("page.html", 1, "| Monday | 4.1 | 0.6 |")]
    [InlineData("notes.md", 1, "- [x] lock the gate")]
    [InlineData("ships.csv", 1, "| Boreas | 2026-05-03 | say \"grain\" |")]
    [InlineData("notice.txt", 1, "Notice to mariners")]
    public async Task Document_BecomesStructure_UnitByUnit(string name, int units, string expected)
    {
        var job = await _jobs.ProcessAsync(Sample(name), fileName: name);

        Assert.Equal(JobStatus.Succeeded, job.Status);
        Assert.Contains($"\n{expected}\n", $"\n{await _jobs.TextAsync(job.Id, "document.md")}");
        var result = await _jobs.ResultOfAsync(job.Id);
        Assert.Equal((units, 0), (result.PagesTotal, result.PagesFailed));
        Assert.Empty(result.ValidationErrors);
        using var document = JsonDocument.Parse(await _jobs.TextAsync(job.Id, "document.json"));
        var pictures = document.RootElement.GetProperty("pictures").EnumerateArray()
            .Where(picture => picture.TryGetProperty("image", out _)).Select(picture => picture.GetProperty("image"));
        foreach (var picture in pictures)
        {
            var bytes = await _jobs.ArtifactAsync(job.Id, picture.GetProperty("uri").GetString()!);
            Assert.Equal("PNG"u8.ToArray(), bytes[1..4]);
        }
    }

    [Fact]
    public async Task Analysis_ReadsWhatAnOfficeFileSays()
    {
        var job = await _jobs.ProcessAsync(Sample("report.docx"), "text.analyze", fileName: "report.docx");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        Assert.Contains("Payment is due in sixty days.", await _jobs.TextAsync(job.Id, "text.txt"));
        Assert.Contains("## Summary", await _jobs.TextAsync(job.Id, "analysis.md"));
    }

    [Fact]
    public async Task OfficeFile_WithABrokenPart_FailsAsInvalid()
    {
        var file = Sample("report.docx");
        var part = file.AsSpan().IndexOf("word/document.xml"u8);
        file.AsSpan(part + 17, 100).Fill(0xFF);

        var job = await _jobs.ProcessAsync(file, "pdf.docling", fileName: "report.docx");

        Assert.Equal(JobStatus.Failed, job.Status);
        var page = Assert.Single((await _jobs.ResultOfAsync(job.Id)).Pages);
        Assert.Equal("invalid_document", page.Failure?.Failure.Code);
    }

    [Fact]
    public async Task OldOfficeFile_IsRefusedWithAdvice()
    {
        byte[] old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]];

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(() => _jobs.SubmitAsync(old, fileName: "report.doc"));

        Assert.Equal("unsupported_media_type", refused.Code);
        Assert.Contains(".docx", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Sample(string name) => TestDocuments.Sample($"office/{name}");
}
