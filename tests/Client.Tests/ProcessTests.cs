using DaprProcessing.Client.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Client.Tests;

public sealed class ProcessTests
{
    private static readonly DocumentSource Document = DocumentSource.Bytes("%PDF-1."u8.ToArray(), "a.pdf");

    [Fact]
    public async Task Process_JobSucceeds_ReportsItsWayAndHandsOverTheResult()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform
            .Then(202, Wire.Job("queued")).Then(200, Wire.Job("running")).Then(200, Wire.Job("partially_succeeded"))
            .Then(200, Wire.Result).Then(200, "# One", "text/markdown").Connect();
        var heard = new Collector<JobProgress>();

        var document = await service.ProcessDocumentAsync(Document, progress: heard);

        Assert.Equal("# One", await document.ReadMarkdownAsync());
        Assert.Equal([null, JobStatus.Running, JobStatus.PartiallySucceeded], heard.Values.Select(value => value.Job?.Status));
        Assert.Equal([0, 0.25, 1], heard.Values.Select(value => value.Share));
        Assert.Equal(("ocr", 12), (document.Result.Pages[0].Text!.Source, document.Result.Pages[0].Text!.Words));
        Assert.Equal(3.5, document.Result.Pages[0].Others!["speech"].GetProperty("seconds").GetDouble());
        var failed = document.Result.Pages[1].Failure!;
        Assert.Equal(("pdf-to-png", "resource_limit"), (failed.Stage, failed.Failure.Code));
    }

    [Fact]
    public async Task Process_JobFails_ThrowsWhatTheJobSaysAndRemovesIt()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(202, Wire.Job("queued")).Then(200, Wire.Job("failed", more: Wire.Failure)).Then(204, "")
            .Connect();

        var failed = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.ProcessDocumentAsync(Document));

        Assert.Equal(("password_required", "policy", false, "j1", null),
            (failed.Code, failed.Category, failed.Retryable, failed.JobId, failed.Status));
        Assert.Equal("DELETE /v1/jobs/j1", platform.Requests.Last().Line);
    }

    [Fact]
    public async Task Process_CallerGivesUp_TheJobIsRemovedUnlessItIsToStay()
    {
        foreach (var cleanUp in (bool[])[true, false])
        {
            using var enough = new CancellationTokenSource();
            await using var platform = await ScriptedPlatform.StartAsync();
            using var service = platform.Then(202, Wire.Job("queued"))
                .Then(async context =>
                {
                    await enough.CancelAsync();
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                })
                .Then(204, "").Connect(options => options.CleanUpOnError = cleanUp);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => service.ProcessDocumentAsync(Document, cancellationToken: enough.Token));

            Assert.Equal(cleanUp, platform.Requests.Last().Line == "DELETE /v1/jobs/j1");
        }
    }

    [Theory]
    [InlineData("out")]
    [InlineData("out/")]
    public async Task Save_AllArtifacts_AreFilesOfTheFolder(string name)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(200, Wire.Result).Then(200, Wire.Result).ThenCutOff().Then(200, "# One")
            .Then(200, "\x89PNG").Connect();
        using var folder = new TempFolder();

        await service.SaveArtifactsAsync("j1", folder.File(name));

        Assert.Equal("# One", await File.ReadAllTextAsync(folder.File("out/document.md")));
        Assert.Equal(["document.md", "pages/0001.png", "result.json"], Directory.GetFiles(
            folder.File("out"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.File("out"), file)).Order(StringComparer.Ordinal));
        Assert.Equal("GET /v1/jobs/j1/artifacts/pages/0001.png", platform.Requests.Last().Line);
    }

    [Fact]
    public async Task Save_NameThatLeadsOut_IsRefused()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(200, Wire.Result.Replace("document.md", "../document.md", StringComparison.Ordinal))
            .Connect();
        using var folder = new TempFolder();

        await Assert.ThrowsAsync<IOException>(() => service.SaveArtifactsAsync("j1", folder.File("out")));

        Assert.False(File.Exists(folder.File("document.md")));
    }
}
