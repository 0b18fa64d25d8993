using System.Text.Json;
using Dapr.Workflow;
using Dapr.Workflow.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>A job of two phases, each cut by its stage; the test answers for the stages.</summary>
public sealed class PhaseTests : IAsyncLifetime
{
    private const string First = "pdf.created";
    private const string Second = "png.created";

    private readonly Dictionary<string, int> _seen = new() { [First] = 0, [Second] = 0 };
    private OrchestratorHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await OrchestratorHarness.StartAsync(
        [First, Second], ["Orchestrator:ReconcileEvery=00:00:00.3", "Orchestrator:MaxPages=100"]);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Job_OfTwoPhases_RunsThemOneAfterTheOther()
    {
        var job = await StartAsync();

        await ReportAsync(await NextAsync<CutWork>(First), units: 3);
        var chunks = new[] { await NextAsync<ChunkWork>(First), await NextAsync<ChunkWork>(First) };
        // Of those that are sent together the broker may hand out any first.
        Assert.Equal(
            [[1, 2], [3]], chunks.OrderBy(chunk => chunk.ChunkId).Select(chunk => chunk.Pages.Select(unit => unit.PageNo)));
        await ReportAsync(chunks[0]);
        await ReportAsync(chunks[1]);
        var gather = await NextAsync<GatherWork>(First);
        Assert.Equal((0, 3, 2), (gather.Phase, gather.TotalUnits, gather.Chunks.Count));
        await ReportAsync(gather);

        await ReportAsync(await NextAsync<CutWork>(Second), units: 1);
        await ReportAsync(await NextAsync<ChunkWork>(Second));
        gather = await NextAsync<GatherWork>(Second);
        Assert.Equal((1, 1), (gather.Phase, gather.TotalUnits));
        await ReportAsync(gather);

        var ended = await StatusAsync(job, "succeeded");
        Assert.Equal(
            ["pdf-to-png 3/3", "png-to-text 1/1"], ended.GetProperty("stages").EnumerateArray().Select(stage =>
                $"{stage.GetProperty("name")} {stage.GetProperty("pagesDone")}/{stage.GetProperty("pagesTotal")}"));
    }

    [Fact]
    public async Task Workflow_OfThisVersion_AsksForTheSameInTheSameOrder()
    {
        var job = await StartAsync();
        await ReportAsync(await NextAsync<CutWork>(First), units: 1);
        await ReportAsync(await NextAsync<ChunkWork>(First));
        await ReportAsync(await NextAsync<GatherWork>(First));
        await ReportAsync(await NextAsync<CutWork>(Second), units: 1);
        await ReportAsync(await NextAsync<ChunkWork>(Second));
        await ReportAsync(await NextAsync<GatherWork>(Second));
        await StatusAsync(job, "succeeded");

        var history = await _harness.Orchestrator.Services.GetRequiredService<DaprWorkflowClient>()
            .GetInstanceHistoryAsync(job.Id);

        // A running history is replayed against the code. Where this differs, raise WorkflowVersion.Current, too.
        Assert.Equal("6 ataatatataatata", $"{WorkflowVersion.Current} {string.Concat(history.Select(AskedFor))}");

        static string AskedFor(WorkflowHistoryEvent happened) => happened.EventType switch
        {
            WorkflowHistoryEventType.TaskScheduled => "a",
            WorkflowHistoryEventType.TimerCreated => "t",
            WorkflowHistoryEventType.SubOrchestrationInstanceCreated => "w",
            _ => "",
        };
    }

    [Fact]
    public async Task Job_OfWhichALaterUnitFails_SucceedsInPart()
    {
        var job = await StartAsync();

        await ReportAsync(await NextAsync<CutWork>(First), units: 1);
        await ReportAsync(await NextAsync<ChunkWork>(First));
        await ReportAsync(await NextAsync<GatherWork>(First));
        await ReportAsync(await NextAsync<CutWork>(Second), units: 2);
        await ReportAsync(await NextAsync<ChunkWork>(Second), failed: 1);
        await ReportAsync(await NextAsync<GatherWork>(Second), failed: 1);

        await StatusAsync(job, "partially_succeeded");
    }

    [Theory]
    [InlineData(0, FailureCodes.NoPages)]
    [InlineData(101, FailureCodes.TooManyPages)]
    public async Task Job_CutIntoNothingOrTooMuch_FailsWithTheReason(int units, string code)
    {
        var job = await StartAsync();

        await ReportAsync(await NextAsync<CutWork>(First), units);

        var error = (await StatusAsync(job, "failed")).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Job_ThatCannotBeCut_FailsWithTheStagesReason()
    {
        var job = await StartAsync();
        var cut = await NextAsync<CutWork>(First);

        var failure = new Failure(FailureCodes.InvalidDocument, "It cannot be cut.");
        await _harness.PublishAsync(Topics.ChunkFailed, new ChunkReport(
            cut.Header, cut.WorkId, cut.ReplyTo, 0, new PageFailure(cut.Stage, failure)));

        var error = (await StatusAsync(job, "failed")).GetProperty("error");
        Assert.Equal("It cannot be cut.", error.GetProperty("message").GetString());
    }

    private async Task<JobId> StartAsync()
    {
        var job = JobId.New("local");
        await _harness.LeaveQueuedAsync(OrchestratorHarness.NewRecord(
            job, new Phase(["pdf-to-png"], "pdf-to-png", "pdf-to-png", UnitsPerChunk: 2),
            new Phase(["png-to-text"], "png-to-text", "png-to-text")));
        return job;
    }

    private async Task<TWork> NextAsync<TWork>(string topic)
        where TWork : StageWork
    {
        var message = await _harness.Runtime.NextAsync(topic, ++_seen[topic]);
        return Assert.IsType<TWork>(message.GetProperty("data").Deserialize<StageWork>(ServiceHost.Json));
    }

    private Task ReportAsync(StageWork work, int? units = null, int failed = 0) => _harness.PublishAsync(
        Topics.ChunkCompleted, new ChunkReport(work.Header, work.WorkId, work.ReplyTo, failed, Units: units));

    private async Task<JsonElement> StatusAsync(JobId job, string status)
    {
        var view = JsonDocument.Parse(await _harness.Http.GetStringAsync($"/v1/jobs/{job.Id}?wait=30")).RootElement;
        Assert.Equal(status, view.GetProperty("status").GetString());
        return view;
    }
}
