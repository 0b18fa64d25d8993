using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;
using NATS.Client.JetStream;

namespace DaprProcessing.EndToEnd;

/// <summary>The platform on a disk that is small, or full, and on one that gets room.</summary>
public sealed class SmallDiskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DiskTooSmall_SaysHowMuchIsMissing()
    {
        using var disk = Disk(100);

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => PlatformProcess.StartOnAsync(disk));

        Assert.Matches(@"dapr-processing: the disk of '.*' has \d+ MB free; the broker alone needs \d+ MB", failed.Message);
        Assert.DoesNotContain("   at ", failed.Message);
    }

    [SlowFact]
    public async Task Disk_ThatGetsRoom_IsGivenToTheStreamsAndJobsRun()
    {
        using var disk = Disk(700);
        disk.FillBut(250 << 20);
        await using var platform = await PlatformProcess.StartOnAsync(disk);
        await SucceedsAsync(platform);
        await using var connection = new Broker(Path.Combine(disk.Seen, "data")).Connect();
        var jetStream = new NatsJSContext(connection);
        Assert.All(await SizesAsync(jetStream), size => Assert.InRange(size, 8 << 20, 15 << 20));

        disk.MakeRoom();
        await Eventually.Async(
            async () => (await SizesAsync(jetStream)).All(size => size > 25 << 20), Patience, "the streams have the room");
        await SucceedsAsync(platform);

        disk.FillBut(200 << 20);
        await Eventually.Async(
            async () => (await SizesAsync(jetStream)).All(size => size < 15 << 20), Patience, "the streams are small again");
        await SucceedsAsync(platform);
    }

    private SmallDisk Disk(int megabytes) => new(Path.Combine(_folder.Path, "disk"), megabytes << 20);

    private static async Task SucceedsAsync(PlatformProcess platform)
    {
        var job = await platform.Jobs().ProcessAsync(TestDocuments.Numbered(2));
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
    }

    private static async Task<IReadOnlyList<long>> SizesAsync(NatsJSContext jetStream)
    {
        var sizes = new List<long>();
        await foreach (var stream in jetStream.ListStreamsAsync())
        {
            sizes.Add(stream.Info.Config.MaxBytes);
        }

        return sizes;
    }
}
