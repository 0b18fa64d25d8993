using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Hosting.Canaries;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Work;
using DaprProcessing.Platform.Tests.Hosting;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>One stage as a service of its own on a runtime in memory, with jobs to give it.</summary>
internal sealed class StageHarness : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StageHarness(InMemoryRuntime runtime, WebApplication app, FakeTimeProvider clock) =>
        (Runtime, _app, Clock) = (runtime, app, clock);

    /// <summary>The stage under test and one after it.</summary>
    public static ConsumerCatalogue Catalogue { get; } = ConsumerCatalogue.Parse("""
        stages:
          marking: { topic: page.mark.requested, stream: MARKING, group: marking-workers }
          next: { topic: page.next.requested, stream: NEXT, group: next-workers }
          result-assembler:
            { topic: result.assemble.requested, stream: RESULT_ASSEMBLY, group: result_workers, roles: [gather] }
        services: {}
        deadLetters: { topic: dead.letter, stream: DEAD_LETTERS }
        """);

    public static Consumer NextStage => Catalogue.Stage("next");

    public static Consumer Assembler => Catalogue.Stage(AppIds.ResultAssembler);

    /// <summary>As set by default.</summary>
    public static TimeSpan Lease { get; } = new WorkerOptions().Lease;

    /// <summary>The time the stage goes by.</summary>
    public FakeTimeProvider Clock { get; }

    public InMemoryRuntime Runtime { get; }

    public MarkingStage Stage => _app.Services.GetRequiredService<MarkingStage>();

    public Task<DeliveryAnswer> RunAsync(StageWork work, int? deliveryCount = null) =>
        _app.Services.GetRequiredService<WorkRunner>().RunAsync(work, deliveryCount);

    /// <summary>What the stage's log has, where a setting lets it have something.</summary>
    public IReadOnlyCollection<string> Log => _app.Services.GetServices<ILoggerProvider>().OfType<Told>().Single().Lines;

    /// <summary>Tells the stage to stop, which it begins to.</summary>
    public void BeginStop() => _app.Lifetime.StopApplication();

    /// <summary>Where documents are kept as files.</summary>
    public string CacheFolder => _app.Services.GetRequiredService<IOptions<SourceCacheOptions>>().Value.Folder!;

    public IObjectStore Objects => _app.Services.GetRequiredService<IObjectStore>();

    public JobStore Jobs => _app.Services.GetRequiredService<JobStore>();

    /// <summary>The stage's own.</summary>
    public Canary StageCanary => _app.Services.GetRequiredService<Canary>();

    /// <summary>One of a clock that runs, to another topic maybe.</summary>
    public Canary CanaryOf(Consumer consumer) =>
        ActivatorUtilities.CreateInstance<Canary>(_app.Services, consumer, TimeProvider.System);

    public static Task<StageHarness> StartAsync(params string[] settings) => StartAsync(new RuntimeFaults(), settings);

    /// <param name="faults">What goes wrong in the runtime.</param>
    public static async Task<StageHarness> StartAsync(RuntimeFaults faults, params string[] settings)
    {
        var runtime = await InMemoryRuntime.StartAsync(new FailingWrites(), faults, MarkingStage.StageName);
        var clock = new FakeTimeProvider();
        try
        {
            await runtime.ObserveAsync(
                Topics.ChunkCompleted, Topics.ChunkFailed, Topics.DeadLetter, NextStage.Topic, Assembler.Topic);
            var app = StageHost.Build<MarkingStage>(
                runtime.Arguments(MarkingStage.StageName, settings),
                services => services.AddSingleton<TimeProvider>(clock).AddSingleton(Catalogue)
                    .AddSingleton<ILoggerProvider, Told>());
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
        var source = new SourceFile(
            JobKeys.Source(job), "document.pdf", "application/pdf", 9, Convert.ToHexStringLower(SHA256.HashData("%PDF-1.7\n"u8)));
        await Objects.PutAsync(source.Key, "%PDF-1.7\n"u8.ToArray(), "application/pdf", CancellationToken.None);
        var record = new JobRecord
        {
            Id = job, Pipeline = "document", Phases = [new Phase([MarkingStage.StageName], AppIds.ResultAssembler)],
            Artifacts = ["document.json", "marks.txt"], Status = status,
            Options = new JobOptions(), Source = source, CreatedAt = Clock.GetUtcNow(), ExpiresAt = Clock.GetUtcNow().AddDays(7),
        };
        Assert.True(await Jobs.TryCreateAsync(record, CancellationToken.None));
        return new ChunkWork(
            new EventHeader(job, record.CreatedAt, record.ExpiresAt), "0001", job.Id, [MarkingStage.StageName, .. slip], source,
            2,
            [new PageWork(1), new PageWork(2)], record.Options);
    }

    /// <summary>The same, as the whole of its document.</summary>
    public async Task<ChunkWork> NewDocumentAsync(params string[] slip) =>
        await NewChunkAsync(slip: slip) with
        {
            Gather = new WantedGather(AppIds.ResultAssembler, "document", ["document.json"]),
        };

    /// <summary>A message as it travels: it says which kind of work it is.</summary>
    public static string Message(StageWork work) => JsonSerializer.Serialize(work, ServiceHost.Json);

    public Task SaveLeaseAsync(ChunkWork work, WorkLease lease) => Runtime.SaveStateAsync(LedgerKey(work), lease);

    public async Task<WorkLease?> FindLeaseAsync(ChunkWork work) =>
        (await Runtime.FindStateAsync(LedgerKey(work)))?.Deserialize<WorkLease>(ServiceHost.Json);

    public async Task<WorkLease> LeaseAsync(ChunkWork work) =>
        await FindLeaseAsync(work) ?? throw new InvalidOperationException("no lease");

    public Task SaveOutcomeAsync(ChunkWork work, IReadOnlyList<PageWork> pages) =>
        Runtime.SaveStateAsync(
            JobKeys.WorkOutcome(LedgerKey(work)), new WorkOutcome<StageOutcome>(new StageOutcome.Chunk(pages)));

    public async Task<bool> HasOutcomeAsync(ChunkWork work) =>
        await Runtime.FindStateAsync(JobKeys.WorkOutcome(LedgerKey(work))) is not null;

    /// <summary>The payload of a cloud event.</summary>
    public static T DataOf<T>(JsonElement cloudEvent) => cloudEvent.GetProperty("data").Deserialize<T>(ServiceHost.Json)!;

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    private static string LedgerKey(ChunkWork work) => JobKeys.Work(work.Header.Job, work.ChunkId, MarkingStage.StageName);
}
