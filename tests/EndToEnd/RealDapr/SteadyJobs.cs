using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.RealDapr;

/// <summary>One job of each kind under way, again and again, and what is to come out of each.</summary>
internal sealed class SteadyJobs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // A lost message is sent again by the orchestrator after five minutes.
    private const int WaitSeconds = 15 * 60;

    private readonly DaprScript _platform;
    private readonly IReadOnlyList<JobKind> _kinds;
    private readonly List<string> _submitted = [];
    private readonly List<SortedDictionary<string, string>> _expected = [];
    private readonly string?[] _underWay;
    private long _succeeded;

    private SteadyJobs(DaprScript platform, IReadOnlyList<JobKind> kinds) =>
        (_platform, _kinds, _underWay) = (platform, kinds, new string?[kinds.Count]);

    /// <summary>Has one of each done while nothing is wrong.</summary>
    public static async Task<SteadyJobs> LearnAsync(DaprScript platform, IReadOnlyList<JobKind> kinds)
    {
        var jobs = new SteadyJobs(platform, kinds);
        await Eventually.Async(jobs.AllHaveEndedAsync, Patience, "no job is under way from before");
        jobs._succeeded = await SucceededAsync(platform);
        jobs._submitted.AddRange((await platform.Jobs.ListAsync()).Select(job => job.Id));
        await jobs.TopUpAsync();
        foreach (var id in jobs._underWay)
        {
            await platform.Jobs.AssertSucceededAsync(id!, () => platform.LogEnds, WaitSeconds);
            jobs._expected.Add(await platform.Jobs.HashesAsync(id!));
        }

        Array.Clear(jobs._underWay);
        return jobs;
    }

    /// <summary>Submits those kinds of which no job is under way; each that has ended meanwhile is as it should be.</summary>
    public Task TopUpAsync() => Task.WhenAll(Enumerable.Range(0, _kinds.Count).Select(async kind =>
    {
        if (_underWay[kind] is { } id)
        {
            if (!(await _platform.Jobs.Service.GetJobAsync(id)).HasEnded)
            {
                return;
            }

            await AssertSameAsync(kind, id);
        }

        var (pipeline, document, options, _) = _kinds[kind];
        var submitted = await _platform.Jobs.SubmitAsync(document, pipeline, options);
        _underWay[kind] = submitted;
        lock (_submitted)
        {
            _submitted.Add(submitted);
            _succeeded++;
        }
    }));

    /// <summary>Returns once the orchestrator has taken up every job with a workflow: it starts that next.</summary>
    public async Task TakenUpAsync()
    {
        foreach (var kind in Enumerable.Range(0, _kinds.Count).Where(kind => _kinds[kind].HasWorkflow))
        {
            await Eventually.Async(
                async () => (await _platform.Jobs.Service.GetJobAsync(_underWay[kind]!)).StartedAt is not null, Patience,
                $"job {_underWay[kind]} is taken up");
        }
    }

    /// <summary>Waits for the end of what is under way. Each job was right, and there is no other: none counts twice.</summary>
    public async Task AssertSucceededOnceAsync()
    {
        for (var kind = 0; kind < _kinds.Count; kind++)
        {
            await AssertSameAsync(kind, _underWay[kind]!);
        }

        Assert.Equal(_submitted.Order(), (await _platform.Jobs.ListAsync()).Select(job => job.Id).Order());
        Assert.Equal(_succeeded, await SucceededAsync(_platform));
    }

    private async Task<bool> AllHaveEndedAsync() => (await _platform.Jobs.ListAsync()).All(job => job.HasEnded);

    // Counted with the end of a job: once.
    private static async Task<long> SucceededAsync(DaprScript platform) =>
        (await platform.Jobs.Service.GetUsageAsync()).Total.Jobs.GetValueOrDefault("succeeded");

    private Task AssertSameAsync(int kind, string id) =>
        _platform.Jobs.AssertSameAsync(id, _expected[kind], () => _platform.LogEnds, WaitSeconds);
}
