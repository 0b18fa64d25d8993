using System.Diagnostics;
using System.Text.RegularExpressions;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;
using Xunit.Abstractions;

namespace DaprProcessing.EndToEnd;

/// <summary><c>eng/run-dapr.sh</c>, with the strict local runtime in daprd's place: daprd itself is not run here.</summary>
public sealed partial class DaprScriptTests(S3Server s3, ITestOutputHelper output) : IClassFixture<S3Server>
{
    private const long SidecarLimitBytes = 3 << 20;
    private const string Reader = "png-to-text";
    private const int Readers = 2;
    private const int LastPort = 32767;

    private static readonly string[] Settings = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"];
    private static readonly TimeSpan HandedOverWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Preflight_NothingInstalled_NamesAllThatIsMissing()
    {
        var (exitCode, said) = await RefuseAsync();

        Assert.Equal(1, exitCode);
        Assert.All((string[])["daprd", "placement", "scheduler", .. Settings], name => Assert.Matches(
            $@"\b{name}' is not|{name} is not", said));
    }

    [Fact]
    public async Task Base_SoHighThatAPortIsOneOfConnections_IsRefusedWithTheLargest()
    {
        var largest = await LargestBaseAsync();
        var withMore = await LargestBaseAsync("--replicas", $"{Reader}={Readers}");

        var above = await RefuseAsync("--base", $"{largest + 1}");
        var at = await RefuseAsync("--base", $"{largest}");

        Assert.Equal(2, above.ExitCode);
        Assert.Equal(1, at.ExitCode);
        Assert.DoesNotContain("--base", at.Said);
        Assert.True(withMore < largest);
    }

    [SlowFact]
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
        var ports = dapr.Starts.SelectMany(start => Port().Matches(start)).Select(match => int.Parse(match.Groups["port"].Value))
            .Where(port => port != platform.Http.BaseAddress!.Port).ToList();
        var first = new Uri(platform.BrokerUrl).Port;
        Assert.InRange(ports.Min(), first, LastPort);
        Assert.Equal(first + LastPort - await LargestBaseAsync(), ports.Max());
        Assert.Equal(0, await platform.StopAsync());
        Assert.Empty(platform.Parts());
    }

    [SlowFact]
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
        var handedOver = (await queue.HandOverAsync(scan, Readers, Signals.Terminate)).AfterEnd;

        output.WriteLine($"in other hands after {handedOver}, with {(await platform.Jobs.ListAsync()).Count} jobs");
        output.WriteLine($"a job undisturbed: {undisturbed.Elapsed}");
        // The broker has given the same message to other hands, and one that the orchestrator sends again after five minutes is
        // another message. What the component of the pair does not hand back at once comes back after the queue's ack wait, which
        // a loaded machine does not lengthen: ten seconds are twice that.
        Assert.InRange((await queue.LookAsync()).Config.AckWait, TimeSpan.Zero, HandedOverWithin / 2);
        // How long that is by the clock, this machine decides: it does all of this at once.
        Assert.InRange(handedOver, TimeSpan.Zero, (2 * undisturbed.Elapsed) + TimeSpan.FromSeconds(90));
    }

    [SlowFact]
    public async Task Run_OneDaprdEndsAtEveryStart_SaysWhichAndStopsTheRest()
    {
        using var dapr = new DaprInstallation(daprd: """
            [ "$2" != pdf-docling ] || exit 3
            trap 'grep -qsze "--urls=.*:$4$" /proc/[0-9]*/cmdline && echo app is running || echo app is gone; kill $!; exit' TERM
            sleep infinity &
            wait
            """);
        await using var platform = DaprScript.Start(dapr, s3, await s3.CreateBucketAsync());

        var (exitCode, said) = await platform.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("pdf-docling-daprd has ended (3) and is started again", said);
        Assert.Contains("a part has ended: pdf-docling-daprd", said);
        Assert.Empty(platform.Parts());
        var stops = SidecarStop().Matches(platform.Log).Select(match => match.Groups["app"].Value).ToList();
        Assert.NotEmpty(stops);
        Assert.All(stops, app => Assert.Equal("gone", app));
    }

    private static async Task<int> LargestBaseAsync(params string[] options)
    {
        var (exitCode, said) = await RefuseAsync([.. options, "--base", $"{LastPort}"]);
        Assert.Equal(2, exitCode);
        var line = Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return int.Parse(Largest().Match(line).Groups["port"].Value);
    }

    /// <summary>With nothing installed it starts nothing.</summary>
    private static async Task<(int ExitCode, string Said)> RefuseAsync(params string[] options)
    {
        var program = Path.Combine(SamplePaths.RepositoryRoot, "eng", "run-dapr.sh");
        var start = new ProcessStartInfo("/bin/bash", [program, .. options]) { RedirectStandardError = true };
        start.Environment["PATH"] = "/usr/bin:/bin";
        foreach (var setting in Settings)
        {
            start.Environment.Remove(setting);
        }

        using var script = Process.Start(start)!;
        var said = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, said);
    }

    [GeneratedRegex("a number up to (?<port>[0-9]+)")]
    private static partial Regex Largest();

    // Of an option, or at the end of an address: of some options the value is an address.
    [GeneratedRegex("(-port |[0-9]:)(?<port>[0-9]+)(?![0-9.])")]
    private static partial Regex Port();

    // Told to end it looks whether its app still runs.
    [GeneratedRegex("^app is (?<app>running|gone)$", RegexOptions.Multiline)]
    private static partial Regex SidecarStop();
}
