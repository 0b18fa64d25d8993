using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>The promise: after a 202 a job reaches one terminal state, whichever process dies, whenever.</summary>
public sealed class CrashTests
{
    // Short, so that what only a timer can mend is mended within the test.
    private static readonly (string, string)[] Impatient = 
        [("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02")];

    [Theory]
    [InlineData("gateway.record-written")]
    [InlineData("orchestrator.planning")]
    [InlineData("orchestrator.dispatching")]
    [InlineData("orchestrator.reported")]
    [InlineData("orchestrator.finishing")]
    [InlineData("orchestrator.finished")]
    [InlineData("stage.received")]
    [InlineData("stage.leased")]
    [InlineData("stage.outputs-half")]
    [InlineData("stage.outputs-written")]
    [InlineData("stage.completed")]
    [InlineData("stage.published")]
    [InlineData("engine.turn-before-commit")]
    [InlineData("engine.turn-after-commit:2")]
    [InlineData("engine.activity-completed-before-commit")]
    [InlineData("engine.activity-completed-after-commit")]
    public Task Job_KilledAtCrashPoint_SucceedsAfterRestart(string point) => KillAsync(point, pages: 6);

    // One chunk: no leases, and one message from the plan to the assembler.
    [Theory]
    [InlineData("orchestrator.planning")]
    [InlineData("stage.received:2")]
    [InlineData("stage.outputs-written:3")]
    [InlineData("stage.published:4")]
    [InlineData("orchestrator.sent")]
    [InlineData("orchestrator.reported")]
    [InlineData("orchestrator.finishing")]
    [InlineData("orchestrator.finished")]
    public Task SmallJob_KilledAtCrashPoint_SucceedsAfterRestart(string point) => KillAsync(point, pages: 2);

    private static async Task KillAsync(string point, int pages)
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, [.. Impatient, ("CRASH_AT", point)]);
        var document = TestDocuments.Numbered(pages);
        var accepted = await SubmitOrCrashAsync(platform, document);

        await platform.WaitForCrashAsync();
        await platform.StartAgainAsync(Impatient);

        var id = accepted ?? (await platform.Jobs().ListAsync())[0].Id;
        var job = await platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        var done = (await platform.Jobs().ResultOfAsync(id)).Pages.Select(page => page.PageNo);
        Assert.Equal(Enumerable.Range(1, pages), done);
    }

    [Fact]
    public async Task TwentyJobs_PlatformKilledFiveTimes_AllSucceedWithTheSameOutputs()
    {
        var documents = Enumerable.Range(1, 20).Select(number => TestDocuments.Numbered(1 + (number % 5), $"Document {number}"))
            .ToList();
        using var quietData = new TempFolder();
        await using var quiet = await PlatformProcess.StartAsync(quietData.Path);
        var expected = new List<SortedDictionary<string, string>>();
        foreach (var id in await Task.WhenAll(documents.Select(document => quiet.Jobs().SubmitAsync(document))))
        {
            await quiet.Jobs().EndOfAsync(id);
            expected.Add(await quiet.Jobs().HashesAsync(id));
        }

        await quiet.DisposeAsync();
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, Impatient);
        var ids = await Task.WhenAll(documents.Select(document => platform.Jobs().SubmitAsync(document)));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var kill = 0; kill < 5; kill++)
        {
            await Task.Delay(random.Next(50, 1500));
            await platform.KillAsync();
            await platform.StartAgainAsync(Impatient);
        }

        for (var index = 0; index < ids.Length; index++)
        {
            var job = await platform.Jobs().EndOfAsync(ids[index]);
            Assert.True(job.Status == JobStatus.Succeeded, $"seed {seed}: {job}\n{platform.Log}");
            Assert.Equal(expected[index], await platform.Jobs().HashesAsync(ids[index]));
        }
    }

    [Fact]
    public async Task Broker_KilledAndWiped_LosesNoJob()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, Impatient);
        var ids = await Task.WhenAll(
            Enumerable.Range(1, 4).Select(number => platform.Jobs().SubmitAsync(TestDocuments.Numbered(8, $"Wiped {number}"))));

        new Broker(data.Path).KillAndReplaceStore(copy: null);

        foreach (var id in ids)
        {
            var job = await platform.Jobs().EndOfAsync(id);
            Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        }
    }

    [Fact]
    public async Task Engines_KilledAtWork_CostNoPage()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, Impatient);
        var id = await platform.Jobs().SubmitAsync(TestDocuments.Sample("scan-multipage.tiff"));
        await Eventually.Async(() => Task.FromResult(platform.KillEngines() > 0), TimeSpan.FromSeconds(30), "an engine at work");

        var job = await platform.Jobs().EndOfAsync(id);

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
    }

    [Fact]
    public async Task Stop_WhileJobsRun_EndsCleanlyAndTheNextStartResumes()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path);
        var ids = await Task.WhenAll(Enumerable.Range(1, 3).Select(
            number => platform.Jobs().SubmitAsync(TestDocuments.Numbered(10, $"Stopped {number}"))));

        Assert.Equal(0, await platform.StopAsync());
        await platform.StartAgainAsync();

        foreach (var id in ids)
        {
            Assert.Equal(JobStatus.Succeeded, (await platform.Jobs().EndOfAsync(id)).Status);
        }
    }

    // Null where the platform died before the 202 was seen: then the job is the client's to find.
    private static async Task<string?> SubmitOrCrashAsync(PlatformProcess platform, byte[] document)
    {
        try
        {
            return await platform.Jobs().SubmitAsync(document);
        }
        catch (DocumentProcessingException lost) when (lost.Status is null)
        {
            return null;
        }
    }
}
