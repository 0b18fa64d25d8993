using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd;

/// <summary>
/// Page images of office files, laid out by a program in LibreOffice's place: whatever the file, it has three pages.
/// </summary>
public sealed class OfficePagesTests(OfficePlatform office) : IClassFixture<OfficePlatform>
{
    private const string Wanted = """{"pdf-to-png":{"officePages":true,"dpi":36}}""";

    [Fact]
    public async Task OfficeFile_WhereLibreOfficeIs_HasPageImagesBesideItsText()
    {
        office.Behave(FakeOfficeSuite.Well);
        var (platform, jobs) = (office.Platform, office.Platform.Jobs());

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

        Assert.Single(office.LaidOut(pages.Id));
        Assert.True(await jobs.Service.DeleteAsync(pages.Id));
        Assert.Empty(office.LaidOut(pages.Id));
    }

    [Fact]
    public async Task Slide_ThatIsChosen_HasTheImageOfItsNumber()
    {
        office.Behave(FakeOfficeSuite.Well);
        var platform = office.Platform;

        var job = await SucceedAsync(
            platform, "slides.pptx", "document", """{"pages":"2-3","pdf-to-png":{"officePages":true,"dpi":36}}""");

        Assert.Equal(["0002", "0003"], await ImagesAsync(platform.Jobs(), job.Id));
        var lines = await platform.Http.GetStringAsync($"/v1/jobs/{job.Id}/pages");
        Assert.Equal(
            [$"/v1/jobs/{job.Id}/pages/2/image", $"/v1/jobs/{job.Id}/pages/3/image"],
            lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
                line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("image").GetString()));
    }

    [Theory]
    [InlineData("pages chosen of none", """{"pages":"4-","pdf-to-png":{"dpi":36}}""", FakeOfficeSuite.Well, "pages_out_of_range")]
    [InlineData("a file that cannot be read", null, "exit 0", "invalid_document")]
    [InlineData("a crash", null, "exit 139", "engine_crash")]
    public async Task OfficeFile_ThatIsNotLaidOut_FailsWithItsReason(string what, string? options, string behaviour, string code)
    {
        office.Behave(behaviour);

        var job = await office.Platform.Jobs().ProcessAsync(Sample("report.docx"), "pdf.pages", options, "report.docx");

        Assert.True((job.Status, job.Error?.Code) == (JobStatus.Failed, code), $"{what}: {job}\n{office.Platform.Log}");
    }

    [SlowFact]
    public async Task Platform_KilledWhileAFileIsLaidOut_DoesItAgain()
    {
        using var killed = new OfficePlatform();
        killed.Behave(FakeOfficeSuite.Well);
        await using var platform = await killed.StartAsync(("CRASH_AT", "stage.outputs-half"));
        var id = await platform.Jobs().SubmitAsync(Sample("report.docx"), "pdf.pages", fileName: "report.docx");
        await platform.WaitForCrashAsync();

        await platform.StartAgainAsync(killed.Settings());

        var job = await platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.Equal(3, (await ImagesAsync(platform.Jobs(), id)).Count);
    }

    [Fact]
    public async Task OfficeFile_WhereLibreOfficeIsNot_IsRefusedWithWhatToInstall()
    {
        office.Uninstall();
        var platform = office.Platform;

        var (code, message) = await RefusalAsync(platform.Jobs(), "workbook.xlsx");

        Assert.Equal("engine_unavailable", code);
        Assert.Contains("libreoffice-calc-nogui", message, StringComparison.Ordinal);
        var web = await Assert.ThrowsAsync<DocumentProcessingException>(() => platform.Jobs().SubmitAsync(
            Sample("page.html"), options: Wanted, fileName: "page.html"));
        Assert.Equal("unsupported_media_type", web.Code);
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
            .Where(name => name.StartsWith("pages/", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name)!)];

    private static async Task<Job> SucceedAsync(PlatformProcess platform, string name, string pipeline, string? options)
    {
        var job = await platform.Jobs().ProcessAsync(Sample(name), pipeline, options, name);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        return job;
    }
}
