using System.Diagnostics;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd;

/// <summary><c>eng/run-dapr.sh</c>, with the strict local runtime in daprd's place: daprd itself is not run here.</summary>
public sealed class DaprScriptTests(S3Server s3) : IClassFixture<S3Server>
{
    private const long SidecarLimitBytes = 3 << 20;
    private const string Reader = "png-to-text";
    private const int Readers = 2;

    private static readonly TimeSpan HandedOverWithin = TimeSpan.FromSeconds(10);

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
        await using var platform = DaprScript.Start(
            dapr, s3, await s3.CreateBucketAsync(), options: ["--replicas", $"{Reader}={Readers}"]);
        await using var beside = DaprScript.Start(other, s3, await s3.CreateBucketAsync(), options: ["--broker", "builtin"]);
        await Task.WhenAll(platform.WaitUntilReadyAsync(), beside.WaitUntilReadyAsync());
        var scan = TestDocuments.Sample("scan-multipage.tiff");
        Assert.Equal(JobStatus.Succeeded, (await beside.ProcessAsync(scan, "{}")).Status);
        Assert.Equal(0, await beside.StopAsync());
        var undisturbed = Stopwatch.StartNew();
        Assert.Equal(JobStatus.Succeeded, (await platform.ProcessAsync(scan, "{}")).Status);
        undisturbed.Stop();

        await using var queue = new StageQueue(platform, Reader);
        await queue.EmptyAsync();
        var handedOver = await queue.HandOverAsync(scan, Readers, Signals.Terminate);

        // The broker has given the same message to other hands, and one that the orchestrator sends again after five minutes is
        // another message. What the component of the pair does not hand back at once comes back after the queue's ack wait, which
        // a loaded machine does not lengthen: ten seconds are twice that.
        Assert.InRange((await queue.LookAsync()).Config.AckWait, TimeSpan.Zero, HandedOverWithin / 2);
        // How long that is by the clock, this machine decides: it does all of this at once.
        Assert.InRange(handedOver, TimeSpan.Zero, (2 * undisturbed.Elapsed) + TimeSpan.FromSeconds(90));
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
}
