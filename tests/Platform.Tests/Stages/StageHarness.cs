using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Work;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>One stage as a service of its own on a runtime in memory, with jobs to give it.</summary>
internal sealed class StageHarness : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StageHarness(InMemoryRuntime runtime, WebApplication app, FakeTimeProvider clock) => (Runtime, _app, Clock) = (runtime, app, clock);

    /// <summary>As set by default.</summary>
    public static TimeSpan Lease { get; } = new StageOptions().Lease;

    /// <summary>The time the stage goes by.</summary>
    public FakeTimeProvider Clock { get; }

    public InMemoryRuntime Runtime { get; }

    public MarkingStage Stage => (MarkingStage)_app.Services.GetRequiredService<IStage>();

    public StageRunner Runner => _app.Services.GetRequiredService<StageRunner>();

    public IObjectStore Objects => _app.Services.GetRequiredService<IObjectStore>();

    public JobStore Jobs => _app.Services.GetRequiredService<JobStore>();

    public static async Task<StageHarness> StartAsync(params string[] settings)
    {
        var (runtime, clock) = (await InMemoryRuntime.StartAsync(MarkingStage.StageName), new FakeTimeProvider());
        try
        {
            await runtime.ObserveAsync(Topics.ChunkCompleted, Topics.ChunkFailed, Topics.DeadLetter, Topics.DoclingRequested);
            var builder = ServiceHost.CreateBuilder(
                MarkingStage.StageName, runtime.Arguments(MarkingStage.StageName, settings),
                services => services.AddSingleton<TimeProvider>(clock).AddSingleton(new StageDirectory([.. ConsumerCatalogue.All, MarkingStage.Consumer])));
            builder.Services.AddStage<MarkingStage>();
            var app = builder.Build().MapStage();
            await runtime.StartAppAsync(MarkingStage.StageName, app);
            return new StageHarness(runtime, app, clock);
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    /// <summary>A chunk of two pages of a running job whose document is in the object store.</summary>
    /// <param name="slip">The stages still to come.</param>
    public async Task<ChunkWork> NewChunkAsync(JobStatus status = JobStatus.Running, params string[] slip)
    {
        var job = JobId.New("local");
        var source = new SourceFile(JobKeys.Source(job), "document.pdf", "application/pdf", 9, Convert.ToHexStringLower(SHA256.HashData("%PDF-1.7\n"u8)));
        await Objects.PutAsync(source.Key, "%PDF-1.7\n"u8.ToArray(), "application/pdf", CancellationToken.None);
        var record = new JobRecord
        {
            Id = job, Pipeline = "document", Status = status, Options = new JobOptions(), Source = source, CreatedAt = DateTimeOffset.UtcNow,
        };
        Assert.True(await Jobs.TryCreateAsync(record, CancellationToken.None));
        return new ChunkWork(
            new EventHeader(job, DateTimeOffset.UtcNow), "0001", job.Id, [MarkingStage.StageName, .. slip], source, 2, [new PageWork(1), new PageWork(2)],
            record.Options);
    }

    public Task SaveLeaseAsync(ChunkWork work, WorkLease lease) => Runtime.SaveStateAsync(LedgerKey(work), lease);

    public async Task<WorkLease> LeaseAsync(ChunkWork work) =>
        (await Runtime.FindStateAsync(LedgerKey(work)) ?? throw new InvalidOperationException("no lease")).Deserialize<WorkLease>(ServiceHost.Json)!;

    public Task SaveOutcomeAsync(ChunkWork work, WorkOutcome outcome) => Runtime.SaveStateAsync(JobKeys.WorkOutcome(LedgerKey(work)), outcome);

    public async Task<bool> HasOutcomeAsync(ChunkWork work) => await Runtime.FindStateAsync(JobKeys.WorkOutcome(LedgerKey(work))) is not null;

    /// <summary>The payload of a cloud event.</summary>
    public static T DataOf<T>(JsonElement cloudEvent) => cloudEvent.GetProperty("data").Deserialize<T>(ServiceHost.Json)!;

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    private static string LedgerKey(ChunkWork work) => WorkLedger.KeyOf(work, MarkingStage.StageName);
}
