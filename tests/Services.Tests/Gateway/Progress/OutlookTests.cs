using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Progress;

/// <summary>What a job's own answer says of its future.</summary>
public sealed class OutlookTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Job_FromQueueToEnd_TellsPlaceThenTimeThenNeither()
    {
        await SubmitAsync();
        var id = await SubmitAsync();
        // Places are looked up every two seconds.
        await Eventually.Async(
            async () => (await GetAsync(id)).TryGetProperty("queuePosition", out var place) && place.GetInt32() == 1, Deadline,
            "one job comes first");

        var startedAt = DateTimeOffset.UtcNow.AddSeconds(-10);
        await ChangeAsync(id, job => job with { Status = JobStatus.Running, StartedAt = startedAt, Units = [4] });
        await _gateway.Runtime.SaveStateAsync(
            JobKeys.Progress(new JobId("local", id)), new JobProgress(new() { ["pdf-to-png"] = new() { ["0001"] = 3 } }));
        var running = await GetAsync(id);
        Assert.InRange(running.GetProperty("etaSeconds").GetInt32(), 30, 300);
        Assert.False(running.TryGetProperty("queuePosition", out _));

        await ChangeAsync(id, job => job with { Status = JobStatus.Succeeded, FinishedAt = DateTimeOffset.UtcNow });
        var ended = await GetAsync(id);
        Assert.False(ended.TryGetProperty("etaSeconds", out _) || ended.TryGetProperty("queuePosition", out _));
    }

    private Task<JsonElement> GetAsync(string id) => _gateway.GetAsync($"/v1/jobs/{id}");

    private async Task<string> SubmitAsync() => (await _gateway.SubmitAsync()).GetProperty("id").GetString()!;

    private async Task ChangeAsync(string id, Func<JobRecord, JobRecord> change)
    {
        var key = JobKeys.Record(new JobId("local", id));
        var record = (await _gateway.Runtime.FindStateAsync(key))!.Value.Deserialize<JobRecord>(ServiceHost.Json)!;
        await _gateway.Runtime.SaveStateAsync(key, change(record));
    }
}
