using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>Page images of office files, laid out by a program in LibreOffice's place: whatever the file, it has three pages.</summary>
public sealed class OfficePagesTests : IDisposable
{
    private const string Wanted = """{"pdf-to-png":{"officePages":true,"dpi":36}}""";

    private readonly TempFolder _data = new();
    private readonly TempFolder _suite = new();

    [Fact]
    public async Task OfficeFile_WhereLibreOfficeIs_HasPageImagesBesideItsText()
    {
        await using var platform = await StartAsync();
        var jobs = platform.Jobs();

        var report = await SucceedAsync(platform, "report.docx", "document", Wanted);
        Assert.Equal(["0001", "0002", "0003"], await ImagesAsync(jobs, report.Id));
        Assert.Contains("**very** busy", await jobs.TextAsync(report.Id, "document.md"));
        Assert.Equal(1, (await jobs.ResultOfAsync(report.Id)).PagesTotal);

        // Nobody has asked for them.
        Assert.Empty(await ImagesAsync(jobs, (await SucceedAsync(platform, "report.docx", "document", null)).Id));

        // Where they are all there is they are the job's pages, and so chosen among.
        var pages = await SucceedAsync(platform, "letter.odt", "pdf.pages", """{"pages":"2-","pdf-to-png":{"dpi":36}}""");
        Assert.Equal(["0002", "0003"], await ImagesAsync(jobs, pages.Id));
        Assert.Equal([2, 3], (await jobs.ResultOfAsync(pages.Id)).Pages.Select(page => page.PageNo));

        var laidOut = Directory.GetFiles(_data.Path, "pages.pdf", SearchOption.AllDirectories);
        Assert.Equal(2, laidOut.Length);
        Assert.True(await jobs.Service.DeleteAsync(pages.Id));
        Assert.DoesNotContain(pages.Id, string.Join('\n', Directory.GetFiles(_data.Path, "pages.pdf", SearchOption.AllDirectories)));
    }

    [Fact]
    public async Task Slide_ThatIsChosen_HasTheImageOfItsNumber()
    {
        await using var platform = await StartAsync();

        var job = await SucceedAsync(
            platform, "slides.pptx", "document", """{"pages":"2-3","pdf-to-png":{"officePages":true,"dpi":36}}""");

        Assert.Equal(["0002", "0003"], await ImagesAsync(platform.Jobs(), job.Id));
        var lines = (await platform.Http.GetStringAsync($"/v1/jobs/{job.Id}/pages")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["2 True", "3 True"], lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Select(
                page => $"{page.GetProperty("pageNo")} {page.TryGetProperty("image", out var image) && image.ValueKind == JsonValueKind.String}"));
    }

    [Theory]
    [InlineData("pages chosen of none", """{"pages":"4-","pdf-to-png":{"dpi":36}}""", FakeOfficeSuite.Well, "pages_out_of_range")]
    [InlineData("a file that cannot be read", null, "exit 0", "invalid_document")]
    [InlineData("a crash", null, "exit 139", "engine_crash")]
    public async Task OfficeFile_ThatIsNotLaidOut_FailsWithItsReason(string what, string? options, string behaviour, string code)
    {
        await using var platform = await StartAsync(behaviour);

        var job = await platform.Jobs().ProcessAsync(Sample("report.docx"), "pdf.pages", options, "report.docx");

        Assert.True((job.Status, job.Error?.Code) == (JobStatus.Failed, code), $"{what}: {job}\n{platform.Log}");
    }

    [Fact]
    public async Task Platform_KilledWhileAFileIsLaidOut_DoesItAgainAndLeavesNothingRunning()
    {
        (string, string)[] impatient =
            [("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02")];
        await using var platform = await StartAsync(FakeOfficeSuite.Well, [.. impatient, ("CRASH_AT", "stage.outputs-half")]);
        var id = await platform.Jobs().SubmitAsync(Sample("report.docx"), "pdf.pages", fileName: "report.docx");
        await platform.WaitForCrashAsync();

        await platform.StartAgainAsync([.. impatient, ("OfficeSuite__Program", Path.Combine(_suite.Path, "soffice"))]);

        var job = await platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.Equal(3, (await ImagesAsync(platform.Jobs(), id)).Count);
    }

    [Fact]
    public async Task OfficeFile_WhereLibreOfficeIsNot_IsRefusedWithWhatToInstall()
    {
        await using var platform = await PlatformProcess.StartAsync(
            _data.Path, ("OfficeSuite__Program", Path.Combine(_suite.Path, "none")));

        var (code, message) = await RefusalAsync(platform.Jobs(), "workbook.xlsx");

        Assert.Equal("engine_unavailable", code);
        Assert.Contains("libreoffice-calc-nogui", message, StringComparison.Ordinal);
        var web = await Assert.ThrowsAsync<DocumentProcessingException>(() => platform.Jobs().SubmitAsync(
            Sample("page.html"), options: Wanted, fileName: "page.html"));
        Assert.Equal("unsupported_media_type", web.Code);
        var health = await platform.Http.GetFromJsonAsync<JsonElement>("/v1/health");
        Assert.Contains("not installed", health.GetProperty("stages").GetProperty("pdf-to-png").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("ready", health.GetProperty("stages").GetProperty("pdf-to-png").GetProperty("status").GetString());
    }

    public void Dispose()
    {
        _data.Dispose();
        _suite.Dispose();
    }

    private static byte[] Sample(string name) => TestDocuments.Sample($"office/{name}");

    // Before there is a job, unless the stage was too busy to be asked in time: then its end says so.
    private static async Task<(string? Code, string? Message)> RefusalAsync(JobDriver jobs, string name)
    {
        try
        {
            var job = await jobs.ProcessAsync(Sample(name), "pdf.pages", fileName: name);
            return (job.Error?.Code, job.Error?.Message);
        }
        catch (DocumentProcessingException refused)
        {
            return (refused.Code, refused.Message);
        }
    }

    private static async Task<IReadOnlyList<string>> ImagesAsync(JobDriver jobs, string id) =>
        [.. (await jobs.ResultOfAsync(id)).Artifacts.Select(artifact => artifact.Name)
            .Where(name => name.StartsWith("pages/", StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name)!)];

    private static async Task<Job> SucceedAsync(PlatformProcess platform, string name, string pipeline, string? options)
    {
        var job = await platform.Jobs().ProcessAsync(Sample(name), pipeline, options, name);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        return job;
    }

    private Task<PlatformProcess> StartAsync(
        string behaviour = FakeOfficeSuite.Well, params (string Name, string Value)[] environment) => PlatformProcess.StartAsync(
            _data.Path,
            [.. environment, ("OfficeSuite__Program", FakeOfficeSuite.Write(_suite.Path, TestDocuments.Numbered(3), behaviour))]);
}
