using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Client;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.Bench.Rows;

/// <summary>Many callers who follow jobs by server-sent events at once, each of them one of a few jobs at work.</summary>
internal sealed class EventStreamBench : IBench
{
    private const int FollowedJobs = 10;

    public string Name => "events";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var streams = settings.Rounds(200);
        var (late, cost, memory) = (new List<Figure?>(), new List<Figure?>(), new List<Figure?>());
        foreach (var build in settings.Builds)
        {
            using var data = new TempFolder();
            await using var platform = await PlatformProcess.StartBuiltAsync(build, data.File("data"));
            await FollowAsync(platform, documents, streams: FollowedJobs, cancellationToken);

            var (alone, _, _) = await FollowAsync(platform, documents, streams: 0, cancellationToken);
            var (beside, last, grown) = await FollowAsync(platform, documents, streams, cancellationToken);
            late.Add(new Figure(last.TotalMilliseconds));
            cost.Add(new Figure((beside.Platform - alone.Platform).TotalMilliseconds / streams));
            memory.Add(new Figure(grown / 1e6));
        }

        yield return Row.Cost(
            $"{streams} event streams at once, the last one's end", "ms", late,
            $"after the last of {FollowedJobs} jobs has ended");
        yield return Row.Cost("  processor time of a stream", "ms", cost, "platform, less that of the same jobs unfollowed");
        yield return Row.Cost("  memory for all of them", "MB", memory, "platform and engines, at most, less before");
    }

    private static async Task<(CpuTime Cpu, TimeSpan LastEnd, long GrownBytes)> FollowAsync(
        PlatformProcess platform, Documents documents, int streams, CancellationToken cancellationToken)
    {
        var jobs = new List<Job>();
        var source = await File.ReadAllBytesAsync(documents.BornDigital, cancellationToken);
        var (before, memory) = (CpuTime.Of(platform.ProcessId), Memory.TreeResidentBytes(platform.ProcessId));
        for (var job = 0; job < FollowedJobs; job++)
        {
            jobs.Add(await platform.Service.SubmitAsync(
                DocumentSource.Bytes(source, "followed.pdf"), cancellationToken: cancellationToken));
        }

        var lastEnd = TimeSpan.Zero;
        var peak = await Memory.PeakWhileAsync(platform.ProcessId, Task.Run(FollowAllAsync, cancellationToken));
        return (CpuTime.Of(platform.ProcessId) - before, lastEnd, peak - memory);

        async Task FollowAllAsync()
        {
            var following = Task.WhenAll(Enumerable.Range(0, streams).Select(
                stream => FollowToEndAsync(platform.Http, jobs[stream % jobs.Count].Id, cancellationToken)));
            await Task.WhenAll(jobs.Select(job => platform.Service.WaitAsync(job.Id, cancellationToken: cancellationToken)));
            lastEnd = await Timing.OnceAsync(() => following);
        }
    }

    private static async Task FollowToEndAsync(HttpClient http, string job, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(await http.GetStreamAsync($"/v1/jobs/{job}/events", cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == "event: end")
            {
                return;
            }
        }

        throw new InvalidOperationException($"the events of {job} stopped before its end");
    }
}
