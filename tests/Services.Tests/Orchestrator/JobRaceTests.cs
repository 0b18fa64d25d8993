using System.Collections.Concurrent;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Orchestrator;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>
/// What several parts do to one job at once: it is started once, and has one ending, whichever it is, which it keeps.
/// </summary>
public sealed class JobRaceTests : IAsyncLifetime
{
    private const int Trials = 400;

    private InMemoryRuntime _runtime = null!;
    private WebApplication _orchestrator = null!;
    private HttpClient _http = null!;

    private JobFinisher Finisher => _orchestrator.Services.GetRequiredService<JobFinisher>();

    public async Task InitializeAsync()
    {
        _runtime = await InMemoryRuntime.StartAsync(AppIds.Gateway, AppIds.Orchestrator);
        _orchestrator = OrchestratorService.Build(_runtime.Arguments(AppIds.Orchestrator));
        await _runtime.StartAppAsync(AppIds.Orchestrator, _orchestrator);
        var gateway = GatewayService.Build(_runtime.Arguments(AppIds.Gateway));
        _http = new HttpClient { BaseAddress = await _runtime.StartAppAsync(AppIds.Gateway, gateway) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _runtime.DisposeAsync();
    }

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
        var starter = _orchestrator.Services.GetRequiredService<JobStarter>();

        for (var trial = 0; trial < 20; trial++)
        {
            var job = await NewJobAsync();
            await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => Task.Run(() => starter.StartAsync(job, CancellationToken.None))));
            Assert.True(await starter.FindAsync(job, CancellationToken.None) is { Exists: true });
        }
    }

    [Fact]
    public async Task Stop_JobAtWorkThatNobodyMarked_IsCancelledAndNeverSucceeded()
    {
        var job = await NewJobAsync();

        using var http = new HttpClient { BaseAddress = new Uri(_orchestrator.Urls.First()) };
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
        using var response = await _http.PostAsync($"/v1/jobs/{job.Id}/cancel", content: null);
        Assert.Equal(202, (int)response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("status").GetString()!;
    }

    private async Task<string> StatusAsync(JobId job) =>
        JsonDocument.Parse(await _http.GetStringAsync($"/v1/jobs/{job.Id}")).RootElement.GetProperty("status").GetString()!;

    private async Task<JobId> NewJobAsync()
    {
        var job = JobId.New(Tenant.Local.Name);
        var source = new SourceFile(JobKeys.Source(job), "x.pdf", "application/pdf", 9, new string('0', 64));
        await _runtime.SaveStateAsync(JobKeys.Record(job), new JobRecord
        {
            Id = job, Pipeline = "document", Phases = [new Phase(["pdf-docling"], AppIds.ResultAssembler)], Artifacts = [],
            Status = JobStatus.Running,
            Options = new JobOptions(),
            Source = source, CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1), Units = [1],
        });
        return job;
    }
}
