using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>The promise: after a 202 a job reaches one terminal state, whichever process dies, whenever.</summary>
public sealed class PlatformKillTests
{
    [SlowFact]
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
        await using var platform = await PlatformProcess.StartAsync(data.Path, CrashPoint.Impatient);
        var ids = await Task.WhenAll(documents.Select(document => platform.Jobs().SubmitAsync(document)));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var kill = 0; kill < 5; kill++)
        {
            await Task.Delay(random.Next(50, 1500));
            await platform.KillAsync();
            await platform.StartAgainAsync(CrashPoint.Impatient);
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
        await using var platform = await PlatformProcess.StartAsync(data.Path, CrashPoint.Impatient);
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
        await using var platform = await PlatformProcess.StartAsync(data.Path, CrashPoint.Impatient);
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
}
