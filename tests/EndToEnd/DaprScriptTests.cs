using System.Diagnostics;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd;

/// <summary><c>eng/run-dapr.sh</c>, with the strict local runtime in daprd's place: daprd itself is not run here.</summary>
public sealed class DaprScriptTests(S3Server s3) : IClassFixture<S3Server>
{
    private const long SidecarLimitBytes = 3 << 20;

    [Fact]
    public async Task Preflight_NothingInstalled_NamesAllThatIsMissing()
    {
        var program = Path.Combine(SamplePaths.RepositoryRoot, "eng", "run-dapr.sh");
        var start = new ProcessStartInfo("/bin/bash", [program]) { RedirectStandardError = true };
        start.Environment["PATH"] = "/usr/bin:/bin";
        string[] settings = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"];
        foreach (var setting in settings)
        {
            start.Environment.Remove(setting);
        }

        using var script = Process.Start(start)!;

        var said = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.Equal(1, script.ExitCode);
        Assert.All((string[])["daprd", "placement", "scheduler", .. settings], name => Assert.Matches(
            $@"\b{name}' is not|{name} is not", said));
    }

    [Fact]
    public async Task Run_LargeDocument_GoesThroughS3AndTheStopLeavesNothingBehind()
    {
        var bucket = await s3.CreateBucketAsync();
        using var dapr = new DaprInstallation();
        await using var platform = DaprScript.Start(dapr, s3, bucket);
        await platform.WaitUntilReadyAsync();

        var job = await platform.ProcessAsync(TestDocuments.WithNoisePage(), """{"ocr":"never"}""");

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.Contains("Page 1 of Noise", await platform.Jobs.TextAsync(job.Id, "document.md"));
        Assert.True((await platform.Jobs.ArtifactAsync(job.Id, "pages/0002.png")).Length > SidecarLimitBytes);
        using var client = s3.CreateClient();
        var stored = (await client.ListObjectsV2Async(new() { BucketName = bucket, Prefix = $"local/{job.Id}/" })).S3Objects;
        Assert.Equal(["pages/0002.png", "raw/source"], stored.Where(item => item.Size > SidecarLimitBytes).Select(
            item => item.Key[$"local/{job.Id}/".Length..]));
        Assert.Equal(0, await platform.StopAsync());
        Assert.Empty(platform.Parts());
    }

    [Fact]
    public async Task Run_TwoSideBySideAndAPairEndsInMidWork_AllJobsEndSoon()
    {
        using var dapr = new DaprInstallation();
        using var other = new DaprInstallation();
        var bucket = await s3.CreateBucketAsync();
        await using var platform = DaprScript.Start(dapr, s3, bucket, options: ["--replicas", "png-to-text=2"]);
        await using var beside = DaprScript.Start(other, s3, await s3.CreateBucketAsync(), options: ["--broker", "builtin"]);
        await Task.WhenAll(platform.WaitUntilReadyAsync(), beside.WaitUntilReadyAsync());
        var scan = TestDocuments.Sample("scan-multipage.tiff");
        Assert.Equal(JobStatus.Succeeded, (await beside.ProcessAsync(scan, "{}")).Status);
        Assert.Equal(0, await beside.StopAsync());
        var undisturbed = Stopwatch.StartNew();
        Assert.Equal(JobStatus.Succeeded, (await platform.ProcessAsync(scan, "{}")).Status);
        undisturbed.Stop();

        var disturbed = Stopwatch.StartNew();
        var id = await platform.Jobs.SubmitAsync(scan, options: """{"languages":["eng"]}""");
        await Eventually.Async(() => HasPagesAsync(bucket, id), TimeSpan.FromMinutes(2), "text is being read");
        platform.TerminateOnePair("png-to-text");
        var job = await platform.Jobs.EndOfAsync(id);

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        // Ten seconds on a machine that does nothing else; this one does, and not the same all the time. Work that nobody hands
        // over is sent again after five minutes.
        Assert.InRange(disturbed.Elapsed, TimeSpan.Zero, (2 * undisturbed.Elapsed) + TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Run_OneDaprdEndsAtEveryStart_SaysWhichAndStopsTheRest()
    {
        using var dapr = new DaprInstallation(daprd: """[ "$2" != pdf-docling ] || exit 3; exec sleep infinity""");
        await using var platform = DaprScript.Start(dapr, s3, await s3.CreateBucketAsync());

        var (exitCode, said) = await platform.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("pdf-docling-daprd has ended (3) and is started again", said);
        Assert.Contains("a part has ended: pdf-docling-daprd", said);
        Assert.Empty(platform.Parts());
    }

    private async Task<bool> HasPagesAsync(string bucket, string id)
    {
        using var client = s3.CreateClient();
        var listing = await client.ListObjectsV2Async(new() { BucketName = bucket, Prefix = $"local/{id}/pages/" });
        return listing.S3Objects is { Count: > 0 };
    }
}
