using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>
/// Two workers share the pages of jobs; one of them meets a fault in the middle of its work. No page may be missing, wrong, or
/// there twice.
/// </summary>
[Collection(FaultCollection.Name)]
public sealed class WorkerFaultTests(FaultFixture fixture)
{
    private static readonly byte[] Scan = TestDocuments.Sample("note.png");

    [Fact]
    public async Task Worker_StoppedPastItsLeaseThenWoken_LeavesTheOutcomeToTheOther()
    {
        await using var worker = await fixture.StartWorkerAsync("png-to-text");
        var jobs = await SubmitScansAsync();
        await worker.AtWorkAsync();

        worker.Pause();
        await jobs.AssertSucceededAsync();
        worker.Continue();

        // What it held when it was stopped it ends now, to no effect; then it works on as before.
        await GiveItsShareAsync(worker);
        await jobs.AssertSucceededAsync();
        await (await SubmitScansAsync()).AssertSucceededAsync();
        await fixture.AssertNothingWaitsAsync();
    }

    [Fact]
    public async Task Worker_KilledWithEverythingInIt_CostsNoPage()
    {
        await using var worker = await fixture.StartWorkerAsync("png-to-text");
        var jobs = await SubmitScansAsync();
        await worker.AtWorkAsync();

        worker.Kill();

        await jobs.AssertSucceededAsync();
    }

    [SlowFact]
    public async Task Worker_CutOffFromTheBroker_CostsNoPageAndWorksOnAfterwards()
    {
        await using var cable = new CuttableProxy(fixture.Broker.Port);
        await using var worker = await fixture.StartWorkerAsync("png-to-text", fixture.Broker.UrlThrough(cable.Url));
        var jobs = await SubmitScansAsync();
        await worker.AtWorkAsync();

        cable.Cut();
        await jobs.AssertSucceededAsync();
        cable.Mend();

        await GiveItsShareAsync(worker);
        await fixture.AssertNothingWaitsAsync();
    }

    [Theory]
    [InlineData("+1h")]
    [SlowInlineData("-1h")]
    public async Task Worker_ClockAnHourOff_DoesItsShareLikeAnyOther(string offset)
    {
        await using var worker = await fixture.StartWorkerAsync(
            "png-to-text", environment: [("LD_PRELOAD", FakeTimeLibrary), ("FAKETIME", offset),
                ("FAKETIME_DONT_FAKE_MONOTONIC", "1")]);
        var jobs = await SubmitScansAsync();

        await jobs.AssertSucceededAsync();

        await GiveItsShareAsync(worker);
    }

    [Fact]
    public async Task Worker_TemporaryDiskFull_LeavesItsShareToOthersAndWorksOnceThereIsRoom()
    {
        using var disk = new SmallDisk(fixture.NewFolder(), sizeBytes: 16 << 20);
        await using var worker = await fixture.StartWorkerAsync("png-to-text", temporaryDisk: disk);
        disk.Fill();

        await (await SubmitScansAsync()).AssertSucceededAsync();
        Assert.False(worker.HasWorked, worker.Log);

        disk.MakeRoom();
        await (await SubmitScansAsync()).AssertSucceededAsync();
        await GiveItsShareAsync(worker);
    }

    [SlowFact]
    public async Task Worker_WithATenthOfAProcessor_KeepsWhatItHasTaken()
    {
        await using var worker = await fixture.StartWorkerAsync("png-to-text");
        var before = await fixture.RedeliveriesAsync("png-to-text");
        var jobs = await SubmitScansAsync();
        await worker.AtWorkAsync();

        await using (worker.Throttle())
        {
            await jobs.AssertSucceededAsync();
        }

        Assert.InRange(await fixture.RedeliveriesAsync("png-to-text") - before, 0, jobs.Ids.Count / 2);
    }

    private Task<JobBatch> SubmitScansAsync() => fixture.SubmitAsync(Scan, "pdf.docling", count: 8);

    // Which of two workers takes a message is the broker's choice: more come until this one has had some.
    private async Task GiveItsShareAsync(WorkerPod worker)
    {
        for (var batch = 0; batch < 30 && !worker.HasWorked; batch++)
        {
            await (await SubmitScansAsync()).AssertSucceededAsync();
        }

        Assert.True(worker.HasWorked, worker.Log);
    }

    private static string FakeTimeLibrary =>
        Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .First(File.Exists);
}
