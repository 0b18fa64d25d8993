using System.Text;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd;

/// <summary>What is made of a document as a whole, besides the document.</summary>
[Collection(PlatformCollection.Name)]
public sealed class SearchablePdfTests(PlatformFixture fixture)
{
    private const string Everything = """{"result-assembler":{"outputs":["searchable_pdf","hocr","alto"]}}""";

    private readonly JobDriver _jobs = fixture.Jobs;

    [Fact]
    public async Task Searchable_AScannedLetter_IsTheOriginalWithWordsThatAreReadBack()
    {
        var scan = TestDocuments.Sample("letter-scanned.pdf");

        var job = await _jobs.ProcessAsync(scan, "pdf.searchable");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        var searchable = await _jobs.ArtifactAsync(job.Id, "searchable.pdf");
        Assert.Equal(scan, searchable[..scan.Length]);
        var again = await _jobs.ProcessAsync(searchable, "pdf.docling", """{"png-to-text":{"ocr":"never"}}""");
        var read = await _jobs.ResultOfAsync(again.Id);
        Assert.Equal(read.PagesTotal, read.TextSources["text_layer"]);
        var gold = await File.ReadAllTextAsync(SamplePaths.Sample("letter-scanned.txt"));
        Assert.InRange(WordRecall.Of(gold, await _jobs.TextAsync(again.Id, "document.txt")), 0.95, 1);
    }

    [Theory]
    [InlineData("note.png")]
    [SlowInlineData("scan-multipage.tiff")]
    public async Task Searchable_AnImage_BecomesAPdfWithEveryOutput(string sample)
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample(sample), "document", Everything);

        var result = await _jobs.ResultOfAsync(job.Id);
        Assert.Superset(
            new HashSet<string> { "searchable.pdf", "document.hocr", "document.alto.xml", "document.json" },
            result.Artifacts.Select(artifact => artifact.Name).ToHashSet());
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await _jobs.ArtifactAsync(job.Id, "searchable.pdf")));
        Assert.Equal(
            result.PagesTotal, (await _jobs.TextAsync(job.Id, "document.hocr")).Split("class=\"ocr_page\"").Length - 1);
        Assert.Contains("<String ", await _jobs.TextAsync(job.Id, "document.alto.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archival_OfAScan_IsMade_AndOfAnotherPdfTheUsualStandsInItsPlace()
    {
        const string Options = """{"result-assembler":{"outputs":["searchable_pdfa"]}}""";

        var scan = await _jobs.ProcessAsync(TestDocuments.Sample("letter-scanned.pdf"), "pdf.searchable", Options);
        var paper = await _jobs.ProcessAsync(TestDocuments.Sample("paper-two-column.pdf"), "pdf.searchable", Options);

        Assert.Contains(
            "<pdfaid:part>2</pdfaid:part>", Encoding.Latin1.GetString(await _jobs.ArtifactAsync(scan.Id, "searchable-pdfa.pdf")));
        Assert.DoesNotContain((await _jobs.ResultOfAsync(scan.Id)).Artifacts, artifact => artifact.Name == "searchable.pdf");
        var result = await _jobs.ResultOfAsync(paper.Id);
        var notMade = Assert.Single(result.NotMade!);
        Assert.Equal(("searchable-pdfa.pdf", "pdfa_not_possible"), (notMade.Name, notMade.Failure.Code));
        Assert.Contains(result.Artifacts, artifact => artifact.Name == "searchable.pdf");
    }

    [Fact]
    public async Task Searchable_AnEncryptedDocument_IsNotMade_AndTheRestStands()
    {
        var job = await _jobs.ProcessAsync(
            TestDocuments.Sample("encrypted/invoice.pdf"), "pdf.searchable", """{"password":"secret"}""");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        var notMade = Assert.Single((await _jobs.ResultOfAsync(job.Id)).NotMade!);
        Assert.Equal(("searchable.pdf", "encrypted_document"), (notMade.Name, notMade.Failure.Code));
        Assert.NotEmpty(await _jobs.TextAsync(job.Id, "document.md"));
    }

    [Fact]
    public async Task Document_OfAPdfWithAFileInside_ListsItAndHandsItOut()
    {
        var job = await _jobs.ProcessAsync(EmbeddingPdf(), "pdf.docling");

        var result = await _jobs.ResultOfAsync(job.Id);
        Assert.Contains(result.Artifacts, artifact => artifact.Name == "attachments/list_of_ships.csv");
        Assert.Equal(
            "attachments/list_of_ships.csv",
            result.Document!.Value.GetProperty("attachments")[0].GetProperty("artifact").GetString());
        Assert.Equal("ship,port", await _jobs.TextAsync(job.Id, "attachments/list_of_ships.csv"));
    }

    [Fact]
    public async Task Attachment_OfAJob_IsTheDocumentOfAnother()
    {
        var portfolio = await _jobs.ProcessAsync(EmbeddingPdf(), "pdf.docling");

        var inside = await _jobs.Service.SubmitAsync(
            DocumentSource.Artifact(portfolio.Id, "attachments/list_of_ships.csv"),
            new SubmitOptions { Pipeline = "pdf.docling" });

        Assert.Equal(JobStatus.Succeeded, (await _jobs.EndOfAsync(inside.Id)).Status);
        Assert.Contains("ship", await _jobs.TextAsync(inside.Id, "document.md"));
    }

    private static byte[] EmbeddingPdf() => Encoding.Latin1.GetBytes(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>\nendobj\n"
        + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << /Font << /F 6 0 R >> >> "
        + "/Contents 7 0 R >>\nendobj\n4 0 obj\n<< /Type /Filespec /F (../list of ships.csv) /EF << /F 5 0 R >> >>\nendobj\n"
        + "5 0 obj\n<< /Type /EmbeddedFile /Length 9 >>\nstream\nship,port\nendstream\nendobj\n"
        + "6 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
        + "7 0 obj\n<< /Length 52 >>\nstream\nBT /F 12 Tf 60 200 Td (The list is in the file.) Tj ET\nendstream\nendobj\n"
        + "trailer\n<< /Root 1 0 R >>\n%%EOF\n");
}
