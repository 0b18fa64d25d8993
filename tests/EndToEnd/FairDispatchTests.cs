using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd;

/// <summary>A large document does not hold up a small one, and who kills processes does not fail pages.</summary>
public sealed class FairDispatchTests
{
    private const string ReadByOcr = """{"png-to-text":{"ocr":"always"}}""";

    [SlowFact]
    public async Task SmallJobs_BehindALargeScan_EndBeforeItIsHalfDone()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path);
        // The first job waits for the code of all its steps to be compiled, while pages are read by programs that need none.
        await platform.Jobs().ProcessAsync(TestDocuments.Numbered(1, "First"));
        var scan = await platform.Jobs().SubmitAsync(TestDocuments.Numbered(40, "Scan"), options: ReadByOcr);
        await Eventually.Async(
            async () => (await platform.Jobs().Service.GetJobAsync(scan)).Status == JobStatus.Running, TimeSpan.FromSeconds(60),
            "the scan is at work");
        await Eventually.Async(
            () => ProcessTree.ChildrenOf(platform.ProcessId).Any(ProcessTree.IsEngine), TimeSpan.FromSeconds(60), "engines");

        foreach (var number in Enumerable.Range(1, 3))
        {
            var small = await platform.Jobs().ProcessAsync(TestDocuments.Numbered(1, $"Small {number}"));
            Assert.Equal(JobStatus.Succeeded, small.Status);
        }

        var large = await platform.Jobs().Service.GetJobAsync(scan);
        Assert.Equal(JobStatus.Running, large.Status);
        var read = large.Stages.Single(stage => stage.Name == "png-to-text").PagesDone;
        Assert.True(read < 20, $"{read} pages of the scan were read before the small jobs had ended");

        Assert.Equal(JobStatus.Succeeded, (await platform.Jobs().EndOfAsync(scan)).Status);
        Assert.Equal(40, (await platform.Jobs().ResultOfAsync(scan)).Pages.Count);
    }

    [SlowFact]
    public async Task Worker_KilledAtOnePageAgainAndAgain_CostsNoPage()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartProcessesAsync(
            data.Path, ("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02"));
        var id = await platform.Jobs().SubmitAsync(TestDocuments.Numbered(1, "Killed"), options: ReadByOcr);

        for (var (kill, last) = (0, 0); kill < 5; kill++)
        {
            var worker = 0;
            await Eventually.Async(
                () => (worker = WorkerId(platform)) != last && IsAtWork(worker), TimeSpan.FromSeconds(120),
                $"a worker has the page, kill {kill}; the platform printed:\n{platform.Log}");
            Signals.Kill([worker]);
            last = worker;
        }

        var job = await platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.Null((await platform.Jobs().ResultOfAsync(id)).Pages[0].Failure);
    }

    // The file is written anew with every start: 0 while it is not whole.
    private static int WorkerId(PlatformProcess platform)
    {
        try
        {
            return platform.PartId("png-to-text");
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            return 0;
        }
    }

    // An engine of the worker has the document open, by its link in the folder of that engine.
    private static bool IsAtWork(int worker)
    {
        try
        {
            return ProcessTree.ChildrenOf(worker).Where(ProcessTree.IsEngine)
                .SelectMany(ProcessTree.OpenFilesOf)
                .Any(path => path.Contains("/dapr-processing-engine-", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            // A process has just ended.
            return false;
        }
    }
}
