using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.ResultAssembler;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.ResultAssembler;

/// <summary>Words in are words out: what a document lost on the way stands in its result.</summary>
public sealed class BalanceTests
{
    private const string Sentence = "Twelve crates of apples were loaded on Monday.";

    [Fact]
    public async Task Result_OfAPageThatLostLetters_SaysHowMany()
    {
        var layout = Layout() with { LettersByKind = LetterCounts.Of([Sentence, "A second sentence that no block holds."]) };

        Assert.Equal("page 1: 31 of the 69 letters read are not in the document",
            Assert.Single((await AssembleAsync(PageLayout.Output, new[] { layout })).ValidationErrors));
    }

    [Fact]
    public async Task Result_OfAPageWhoseReaderLostLetters_SaysHowMany()
    {
        var result = await AssembleAsync(PageLayout.Output, new[] { Layout() with { LostLetters = 12 } });

        Assert.Equal("page 1: 12 of the 50 letters in the file are in none of its words",
            Assert.Single(result.ValidationErrors));
    }

    [Fact]
    public async Task Result_OfADocumentWithAnItemOutsideItsTree_SaysWhatTheFilesLack()
    {
        var unit = new DoclingDocument { Name = "unit" };
        unit.Texts.Add(new TextItem
        {
            SelfRef = "#/texts/0", Parent = new RefItem("#/body"), Label = Labels.Text, Orig = Sentence, Text = Sentence,
        });

        var errors = (await AssembleAsync(DoclingDocument.UnitOutput, unit)).ValidationErrors;

        Assert.Contains("the document: 38 of the 38 letters read are not in its Markdown", errors);
        Assert.Contains("the document: 38 of the 38 letters read are not in its plain text", errors);
    }

    [Fact]
    public async Task Result_OfAWholePage_HasNoErrors() =>
        Assert.Empty((await AssembleAsync(PageLayout.Output, new[] { Layout() })).ValidationErrors);

    private static PageLayout Layout() => new(1, 612, 792, TextSource.TextLayer, 10, false,
        [new LayoutBlock(BlockKind.Paragraph, new Box(72, 72, 400, 84), Sentence) { SizePt = 10, Lines = 1 }])
    {
        LettersByKind = LetterCounts.Of([Sentence]),
    };

    private static async Task<JobResult> AssembleAsync<T>(string output, T content)
    {
        await using var runtime = await InMemoryRuntime.StartAsync(ResultAssemblerStage.Name);
        await runtime.ObserveAsync(Topics.ChunkCompleted, Topics.ChunkFailed);
        var app = StageHost.Build<ResultAssemblerStage>(
            runtime.Arguments(ResultAssemblerStage.Name, ["Engines:Processes=1"]));
        await runtime.StartAppAsync(ResultAssemblerStage.Name, app);
        var objects = app.Services.GetRequiredService<IObjectStore>();
        var json = content is DoclingDocument document ? DoclingJson.ToUtf8Bytes(document)
            : JsonSerializer.SerializeToUtf8Bytes(content, ServiceHost.Json);
        var page = new PageWork(1).With(output, new PageOutput(Content: JsonSerializer.Deserialize<JsonElement>(json)));
        var work = await NewGatherAsync(app.Services, objects, page);

        await runtime.PublishAsync(ConsumerCatalogue.Shipped.Stage(ResultAssemblerStage.Name).Topic,
            JsonSerializer.Serialize<StageWork>(work, ServiceHost.Json));

        await runtime.NextAsync(Topics.ChunkCompleted);
        return await objects.GetJsonAsync<JobResult>(JobKeys.Result(work.Header.Job, JobResult.Name), CancellationToken.None);
    }

    private static async Task<GatherWork> NewGatherAsync(IServiceProvider services, IObjectStore objects, PageWork page)
    {
        var job = JobId.New("local");
        var content = await File.ReadAllBytesAsync(SamplePaths.Sample("paper-two-column.pdf"));
        var source = new SourceFile(JobKeys.Source(job), "paper.pdf", MediaTypes.Pdf, content.Length,
            Convert.ToHexStringLower(SHA256.HashData(content)));
        await objects.PutAsync(source.Key, content, MediaTypes.Pdf, CancellationToken.None);
        string[] artifacts = ["document.json", "document.md", "document.txt"];
        var record = new JobRecord
        {
            Id = job, Pipeline = "pdf.docling", Phases = [new Phase(["pdf-docling"], AppIds.ResultAssembler)],
            Artifacts = artifacts, Status = JobStatus.Running, Source = source,
            Options = new JobOptions { Stages = new Dictionary<string, JsonElement>() },
            CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
        };
        Assert.True(await services.GetRequiredService<JobStore>().TryCreateAsync(record, CancellationToken.None));
        return new GatherWork(
            new EventHeader(job, record.CreatedAt, record.ExpiresAt), GatherWork.WholeDocument, job.Id,
            new WantedGather(AppIds.ResultAssembler, record.Pipeline, artifacts, IsLast: true), 0, source, 1,
            [new FinishedChunk("0001", 1, 1, Pages: [page])], record.Options);
    }
}
