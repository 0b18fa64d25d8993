using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Tests.Remote;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.PngToText;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.PngToText;

/// <summary>
/// The stage with a document whose first and third pages say something, and whose second is blank: what became of its pages.
/// </summary>
internal sealed record CommentaryRun(IReadOnlyList<PageWork> Pages, IReadOnlyDictionary<string, string> Files)
{
    public PageCommentary? CommentaryOn(int pageNo) =>
        Pages[pageNo - 1].Output(PageCommentary.Output)?.Facts?.Deserialize<PageCommentary>(ServiceHost.Json);

    /// <summary>What was stored of a page: the three share an object.</summary>
    public PageText TextOf(int pageNo)
    {
        var output = Pages[pageNo - 1].Output(PageText.Output)!;
        var content = Encoding.UTF8.GetBytes(Files["text/0001.json"]);
        Assert.EndsWith("/text/0001.json", output.Key, StringComparison.Ordinal);
        return JsonSerializer.Deserialize<PageText>(output.Part!.Of(content).Span, ServiceHost.Json)!;
    }

    /// <param name="started">Is told of the runtime before there is work.</param>
    public static async Task<CommentaryRun> OfAsync(
        FakeServer? server, string engine, string instructions = "", int dispatch = 1, string? setting = null,
        Action<InMemoryRuntime>? started = null, ITextExtractor? extractor = null)
    {
        await using var runtime = await InMemoryRuntime.StartAsync(PngToTextStage.Name);
        started?.Invoke(runtime);
        await runtime.ObserveAsync(Topics.ChunkCompleted, Topics.ChunkFailed);
        string[] all =
        [
            "Engines:Processes=1", .. setting is null ? [] : new[] { setting }, .. server is null ? [] : new[]
            {
                $"TextModels:{engine}:Endpoint={server.Address}", $"TextModels:{engine}:ApiKey=key",
                $"TextModels:{engine}:Attempts=2", $"TextModels:{engine}:RetryDelay=00:00:00.001",
            },
        ];
        var app = StageHost.Build<PngToTextStage>(runtime.Arguments(PngToTextStage.Name, all), services =>
        {
            if (extractor is not null)
            {
                services.AddSingleton(extractor);
            }
        });
        await runtime.StartAppAsync(PngToTextStage.Name, app);
        var objects = app.Services.GetRequiredService<IObjectStore>();
        var work = await NewChunkAsync(app.Services, objects, engine, instructions, dispatch);

        await runtime.PublishAsync(
            ConsumerCatalogue.Shipped.Stage(PngToTextStage.Name).Topic,
            JsonSerializer.Serialize<StageWork>(work, ServiceHost.Json));
        await runtime.NextAsync(Topics.ChunkCompleted);

        var outcome = await objects.GetJsonAsync<ChunkOutcome>(
            JobKeys.ChunkOutcome(work.Header.Job, work.ChunkId), CancellationToken.None);
        var files = new Dictionary<string, string>();
        await foreach (var key in objects.ListAsync(JobKeys.Root(work.Header.Job), after: null, CancellationToken.None))
        {
            var content = await objects.GetAsync(key, CancellationToken.None);
            files[key[JobKeys.Root(work.Header.Job).Length..]] = Encoding.UTF8.GetString(content.Span);
        }

        return new CommentaryRun(outcome.Pages, files);
    }

    private static async Task<ChunkWork> NewChunkAsync(
        IServiceProvider services, IObjectStore objects, string engine, string instructions, int dispatch)
    {
        var job = JobId.New("local");
        var content = new PdfBuilder()
            .Page(page => page.Text(72, 700, "The ferry leaves Hull at nine in the evening and carries no lights."))
            .Page()
            .Page(page => page.Text(72, 700, "The harbour master of Hull asks every crew to report by the hour."))
            .Build();
        var source = new SourceFile(
            JobKeys.Source(job), "ferry.pdf", MediaTypes.Pdf, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        await objects.PutAsync(source.Key, content, MediaTypes.Pdf, CancellationToken.None);
        var options = JsonSerializer.SerializeToElement(
            new { commentary = engine, commentaryInstructions = instructions, ocr = "never" });
        var record = new JobRecord
        {
            Id = job, Pipeline = "pdf.docling", Phases = [new Phase([PngToTextStage.Name], AppIds.ResultAssembler)],
            Artifacts = ["document.json", "commentary/"], Status = JobStatus.Running, Source = source,
            Options = new JobOptions
            {
                Stages = new Dictionary<string, JsonElement> { [PngToTextStage.Name] = options },
            },
            CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
        };
        Assert.True(await services.GetRequiredService<JobStore>().TryCreateAsync(record, CancellationToken.None));
        return new ChunkWork(
            new EventHeader(job, record.CreatedAt, record.ExpiresAt), "0001", job.Id, [PngToTextStage.Name], source, 3,
            [new PageWork(1), new PageWork(2), new PageWork(3)], record.Options, Dispatch: dispatch);
    }
}
