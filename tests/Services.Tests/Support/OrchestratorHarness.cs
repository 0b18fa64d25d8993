using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway;
using DaprProcessing.Orchestrator;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;

namespace DaprProcessing.Services.Tests.Support;

/// <summary>
/// Gateway and orchestrator together on a runtime in memory, with no stages: what is dispatched is seen, and stays undone until
/// the test answers for them.
/// </summary>
public sealed class OrchestratorHarness : IAsyncDisposable
{
    private readonly List<HttpClient> _replicas = [];

    private OrchestratorHarness(InMemoryRuntime runtime, WebApplication orchestrator, HttpClient http) =>
        (Runtime, Orchestrator, Http) = (runtime, orchestrator, http);

    public InMemoryRuntime Runtime { get; }

    public WebApplication Orchestrator { get; }

    /// <summary>Calls the gateway.</summary>
    public HttpClient Http { get; }

    /// <param name="topics">What is to be seen.</param>
    /// <param name="settings">Of the orchestrator, as <c>Orchestrator:JobsAtOnce=2</c>.</param>
    /// <param name="gateway">Settings of the gateway.</param>
    /// <param name="failures">Decides which writes to the state store fail.</param>
    /// <param name="faults">What else goes wrong.</param>
    public static async Task<OrchestratorHarness> StartAsync(
        string[] topics, string[]? settings = null, string[]? gateway = null, FailingWrites? failures = null,
        RuntimeFaults? faults = null)
    {
        var runtime = await InMemoryRuntime.StartAsync(
            failures ?? new FailingWrites(), faults ?? new RuntimeFaults(), AppIds.Gateway, AppIds.Orchestrator);
        try
        {
            await runtime.ObserveAsync(topics);
            var orchestrator = OrchestratorService.Build(runtime.Arguments(AppIds.Orchestrator, settings ?? []));
            await runtime.StartAppAsync(AppIds.Orchestrator, orchestrator);
            var address = await runtime.StartAppAsync(
                AppIds.Gateway, GatewayService.Build(runtime.Arguments(AppIds.Gateway, gateway ?? [])));
            return new OrchestratorHarness(runtime, orchestrator, new HttpClient { BaseAddress = address });
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a second orchestrator with these settings: it takes its share of workflows, and reconciles.</summary>
    public Task AddOrchestratorAsync(params string[] settings) =>
        Runtime.StartReplicaAsync(OrchestratorService.Build(Runtime.Arguments(AppIds.Orchestrator, settings)));

    /// <summary>Starts a second gateway with these settings, and returns what calls it.</summary>
    public async Task<HttpClient> AddGatewayAsync(params string[] settings)
    {
        var address = await Runtime.StartReplicaAsync(GatewayService.Build(Runtime.Arguments(AppIds.Gateway, settings)));
        var http = new HttpClient { BaseAddress = address };
        _replicas.Add(http);
        return http;
    }

    /// <summary>A job that has not begun, of a PDF that is not there.</summary>
    public static JobRecord NewRecord(JobId job, params Phase[] phases) => new()
    {
        Id = job, Pipeline = "document", Phases = phases, Artifacts = [], Status = JobStatus.Queued, Options = new JobOptions(),
        Source = new SourceFile(JobKeys.Source(job), "x.pdf", "application/pdf", 9, new string('0', 64)),
        CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
    };

    /// <summary>What a gateway leaves that dies between record and start: the reconciler starts it.</summary>
    public async Task LeaveQueuedAsync(JobRecord record)
    {
        // Older than any that a gateway may still be starting.
        await Runtime.SaveStateAsync(JobKeys.Record(record.Id), record with { CreatedAt = record.CreatedAt.AddMinutes(-1) });
        MarkOpen(record.Id);
    }

    /// <summary>Has the reconciler look at the job.</summary>
    public void MarkOpen(JobId job) => Put(JobKeys.OpenMarker(job), "{}"u8.ToArray());

    /// <summary>Stores an object, as a whole or not at all: the reconciler looks while we write.</summary>
    public void Put(string key, byte[] content)
    {
        var path = Path.Combine(Runtime.ObjectFolder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = Path.GetTempFileName();
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Answers for a stage, which was given the job's key with the work.</summary>
    public async Task PublishAsync(string topic, ChunkReport report)
    {
        var record = (await Runtime.FindStateAsync(JobKeys.Record(report.Header.Job)))?.Deserialize<JobRecord>(ServiceHost.Json);
        await ForgeAsync(topic, ReportSignature.Sign(report, record?.ReportKey));
    }

    /// <summary>Publishes a report as it is.</summary>
    public Task ForgeAsync(string topic, ChunkReport report) =>
        Runtime.PublishAsync(topic, JsonSerializer.Serialize(report, ServiceHost.Json));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _replicas.ForEach(http => http.Dispose());
        await Runtime.DisposeAsync();
    }
}
