using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Scenarios;

/// <summary>The guides of docs/operations/scenarios, each host a network namespace.</summary>
public sealed class ScenarioTests
{
    private const string Gateway = "http://192.0.2.20:8080";
    private const string NoOcr = """{"ocr":"never"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Of all stages, those of the pipeline that is used; objects in memory: less to start on a small machine.
    private static readonly (string, string)[] Small =
    [
        ("S3_STORE", "memstore"), ("SERVICES", "gateway orchestrator pdf-to-png png-to-text pdf-docling result-assembler"),
    ];

    // Several chunks, and cheap: what is tested is who does them.
    private static readonly byte[] Document = TestDocuments.Numbered(40, "Hosts");

    [HostsFact]
    public async Task Development_Followed_MakesTextOfADocument()
    {
        await using var scenario = await Scenario.FollowAsync("development");

        Assert.Contains("\"status\":\"succeeded\"", scenario.Said);
        Assert.Contains("# ", scenario.Said);
    }

    [HostsFact]
    public async Task Simple_Followed_TheWorkerStartedByHandHasItsShare()
    {
        await using var scenario = await Scenario.FollowAsync("simple", Small);
        Assert.Contains("\"status\":\"succeeded\"", scenario.Said);
        var jobs = scenario.JobsFrom("laptop", Gateway, scenario.Key);

        // Which worker takes a message is the broker's choice: more come until this one has had some.
        await Eventually.Async(
            async () =>
            {
                var job = await jobs.ProcessAsync(Document, options: NoOcr);
                Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{scenario.Log}");
                return scenario.ChunksDone("helper") > 0;
            },
            Patience, $"the worker that was started by hand works\n{scenario.Log}");
    }

    [HostsFact]
    public async Task Production_WorkerHostCutOffInMidJobAndHealed_AllJobsEndAndNoneIsDoubled()
    {
        await using var scenario = await Scenario.FollowAsync("production", Small);
        var jobs = scenario.JobsFrom("laptop", Gateway, scenario.Key);
        var expected = await jobs.HashesAsync((await jobs.ProcessAsync(Document, options: NoOcr)).Id);
        var (jobsBefore, pagesBefore) = ((await jobs.ListAsync()).Count, await PagesAsync(scenario));
        var doneBefore = scenario.ChunksDone("worker-2");

        var ids = await SubmitAsync(jobs);
        await Eventually.Async(
            () => scenario.ChunksDone("worker-2") > doneBefore, Patience, $"worker-2 is at work\n{scenario.Log}");
        scenario.CutOff("worker-2");
        Assert.Contains(await jobs.ListAsync(), job => !job.HasEnded);
        await AssertSucceededAsync(scenario, jobs, ids, expected);
        scenario.Heal("worker-2");

        // It works on; what it held when it was cut off has no effect any more.
        var doneWhenHealed = scenario.ChunksDone("worker-2");
        await Eventually.Async(
            async () =>
            {
                var more = await SubmitAsync(jobs);
                ids.AddRange(more);
                await AssertSucceededAsync(scenario, jobs, more, expected);
                return scenario.ChunksDone("worker-2") > doneWhenHealed;
            },
            Patience, $"worker-2 works on\n{scenario.Log}");
        await AssertSucceededAsync(scenario, jobs, ids, expected);
        var pages = (await jobs.ResultOfAsync(ids[0])).PagesTotal;
        Assert.Equal((ids.Count, ids.Count * pages), (
            (await jobs.ListAsync()).Count - jobsBefore, await PagesAsync(scenario) - pagesBefore));
    }

    [HostsFact]
    public async Task NatsCluster_OneOfThreeCutOff_TheOthersServeOn()
    {
        await using var scenario = await Scenario.FollowAsync("nats-cluster");
        Assert.Contains("streams: ", scenario.Said);

        scenario.CutOff("nats-2");

        // Looks at every stream and makes what is missing.
        await scenario.RunAgainAsync("front");
        Assert.Equal(3, scenario.Said.Split("streams: ").Length);
    }

    private static async Task<List<string>> SubmitAsync(JobDriver jobs) =>
        [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => jobs.SubmitAsync(Document, options: NoOcr)))];

    private static async Task AssertSucceededAsync(
        Scenario scenario, JobDriver jobs, IEnumerable<string> ids, SortedDictionary<string, string> expected)
    {
        foreach (var id in ids)
        {
            await jobs.AssertSameAsync(id, expected, () => scenario.Log);
        }
    }

    // As they are counted for the tenant, by kind.
    private static async Task<int> PagesAsync(Scenario scenario)
    {
        using var http = scenario.HttpFrom("laptop", Gateway);
        http.DefaultRequestHeaders.Add("X-Api-Key", scenario.Key);
        var usage = await http.GetFromJsonAsync<JsonElement>("/v1/usage");
        return usage.GetProperty("total").GetProperty("pages").EnumerateObject().Sum(kind => kind.Value.GetInt32());
    }
}
