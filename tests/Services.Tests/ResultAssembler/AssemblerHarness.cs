using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.ResultAssembler;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.ResultAssembler;

/// <summary>The result assembler at its sidecar; the test hands it pages.</summary>
internal sealed class AssemblerHarness : IAsyncDisposable
{
    private readonly InMemoryRuntime _runtime;
    private readonly WebApplication _app;

    private AssemblerHarness(InMemoryRuntime runtime, WebApplication app) => (_runtime, _app) = (runtime, app);

    public static IReadOnlyList<string> AllForms { get; } = ["document.json", "document.md", "document.txt"];

    public IObjectStore Objects => _app.Services.GetRequiredService<IObjectStore>();

    public static async Task<AssemblerHarness> StartAsync()
    {
        var runtime = await InMemoryRuntime.StartAsync(ResultAssemblerStage.Name);
        await runtime.ObserveAsync(Topics.ChunkCompleted, Topics.ChunkFailed);
        var app = StageHost.Build<ResultAssemblerStage>(
            runtime.Arguments(ResultAssemblerStage.Name, ["Engines:Processes=1"]));
        await runtime.StartAppAsync(ResultAssemblerStage.Name, app);
        return new AssemblerHarness(runtime, app);
    }

    /// <summary>The result of a document of one page.</summary>
    /// <param name="output">What the page has, by the name of a stage's output.</param>
    /// <param name="wanted">The artifacts that the pipeline hands out.</param>
    /// <param name="isLast">Whether no phase follows.</param>
    public async Task<JobResult> AssembleAsync<T>(string output, T content, string[] wanted, bool isLast = true)
    {
        var json = content is DoclingDocument document ? DoclingJson.ToUtf8Bytes(document)
            : JsonSerializer.SerializeToUtf8Bytes(content, ServiceHost.Json);
        var page = new PageWork(1).With(output, new PageOutput(Content: JsonSerializer.Deserialize<JsonElement>(json)));
        var work = await NewGatherAsync(page, wanted, isLast);

        await _runtime.PublishAsync(
            ConsumerCatalogue.Shipped.Stage(ResultAssemblerStage.Name).Topic,
            JsonSerializer.Serialize<StageWork>(work, ServiceHost.Json));

        await _runtime.NextAsync(Topics.ChunkCompleted);
        return await Objects.GetJsonAsync<JobResult>(JobKeys.Result(work.Header.Job, JobResult.Name), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    private async Task<GatherWork> NewGatherAsync(PageWork page, string[] wanted, bool isLast)
    {
        var job = JobId.New("local");
        var content = await File.ReadAllBytesAsync(SamplePaths.Sample("paper-two-column.pdf"));
        var source = new SourceFile(JobKeys.Source(job), "paper.pdf", MediaTypes.Pdf, content.Length,
            Convert.ToHexStringLower(SHA256.HashData(content)));
        await Objects.PutAsync(source.Key, content, MediaTypes.Pdf, CancellationToken.None);
        var record = new JobRecord
        {
            Id = job, Pipeline = "pdf.docling", Phases = [new Phase(["pdf-docling"], AppIds.ResultAssembler)],
            Artifacts = wanted, Status = JobStatus.Running, Source = source,
            Options = new JobOptions { Stages = new Dictionary<string, JsonElement>() },
            CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
        };
        Assert.True(await _app.Services.GetRequiredService<JobStore>().TryCreateAsync(record, CancellationToken.None));
        return new GatherWork(
            new EventHeader(job, record.CreatedAt, record.ExpiresAt), GatherWork.WholeDocument, job.Id,
            new WantedGather(AppIds.ResultAssembler, record.Pipeline, wanted, isLast), 0, source, 1,
            [new FinishedChunk("0001", 1, 1, Pages: [page])], record.Options);
    }
}
