using System.Collections.Concurrent;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Services.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>
/// What several parts do to one job at once: it is started once, and has one ending, whichever it is, which it keeps.
/// </summary>
public sealed class JobRaceTests : IAsyncLifetime
{
    private const int Trials = 400;

    private OrchestratorHarness _harness = null!;

    private JobFinisher Finisher => _harness.Orchestrator.Services.GetRequiredService<JobFinisher>();

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync(topics: []);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task CancelAndFinish_AtOnce_LeaveOneEndingThatStays()
    {
        var endings = new ConcurrentBag<string>();

        await Parallel.ForAsync(0, Trials, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (trial, _) =>
        {
            var job = await NewJobAsync();
            // One in ten each way is no race: both endings are seen whatever the machine's mood.
            var answered = (trial % 10) switch
            {
                0 => await CancelAsync(job, after: FinishAsync(job)),
                1 => await CancelAsync(job, after: Task.CompletedTask),
                _ => await RaceAsync(job),
            };
            await FinishAsync(job);
            var ending = await StatusAsync(job);

            Assert.Equal(answered is "cancelling" ? "cancelled" : answered, ending);
            await FinishAsync(job, new Failure(FailureCodes.Internal, "too late"));
            await CancelAsync(job, after: Task.CompletedTask);
            Assert.Equal(ending, await StatusAsync(job));
            endings.Add(ending);
        });

        Assert.Equal(["cancelled", "succeeded"], endings.Distinct().Order());
        Assert.Equal(Trials, endings.Count);
    }

    [Fact]
    public async Task Start_AskedManyTimesAtOnce_IsOneWorkflow()
    {
        var starter = _harness.Orchestrator.Services.GetRequiredService<JobStarter>();

        for (var trial = 0; trial < 20; trial++)
        {
            var job = await NewJobAsync();
            await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => Task.Run(() => starter.StartAsync(new JobRun(job), CancellationToken.None))));
            Assert.True(await starter.FindAsync(job, CancellationToken.None) is { Exists: true });
        }
    }

    [Fact]
    public async Task Stop_JobAtWorkThatNobodyMarked_IsCancelledAndNeverSucceeded()
    {
        var job = await NewJobAsync();

        using var http = new HttpClient { BaseAddress = new Uri(_harness.Orchestrator.Urls.First()) };
        using var response = await http.PostAsync($"/jobs/{job.Tenant}/{job.Id}/stop", content: null);

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("cancelled", await StatusAsync(job));
    }

    private async Task<string> RaceAsync(JobId job)
    {
        var finishing = Task.Run(() => FinishAsync(job));
        var answered = await CancelAsync(job, after: Task.CompletedTask);
        await finishing;
        return answered;
    }

    private Task FinishAsync(JobId job, Failure? failure = null) => Finisher.FinishAsync(
        failure is null ? new JobEnding.Completed(job, PagesFailed: 0) : new JobEnding.Failed(job, failure),
        CancellationToken.None);

    /// <summary>The status that the caller is told.</summary>
    private async Task<string> CancelAsync(JobId job, Task after)
    {
        await after;
        using var response = await _harness.Http.PostAsync($"/v1/jobs/{job.Id}/cancel", content: null);
        Assert.Equal(202, (int)response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("status").GetString()!;
    }

    private async Task<string> StatusAsync(JobId job)
    {
        var view = JsonDocument.Parse(await _harness.Http.GetStringAsync($"/v1/jobs/{job.Id}")).RootElement;
        return view.GetProperty("status").GetString()!;
    }

    private async Task<JobId> NewJobAsync()
    {
        var job = JobId.New(Tenant.Local.Name);
        var record = OrchestratorHarness.NewRecord(job, new Phase(["pdf-docling"], AppIds.ResultAssembler));
        await _harness.Runtime.SaveStateAsync(JobKeys.Record(job), record with { Status = JobStatus.Running, Units = [1] });
        return job;
    }
}
