using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Engines.Tests.Remote;
using DaprProcessing.PdfDocling;
using DaprProcessing.PdfDocling.DoclingServe;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.PdfDocling;

/// <summary>The stage with docling-serve as its engine: whose pages they are in the end.</summary>
public sealed class DoclingServePagesTests
{
    private static readonly string[] Quick =
    [
        "PdfDocling:DoclingServe:PollAtFirst=00:00:00.001", "PdfDocling:DoclingServe:Attempts=1", "Engines:Processes=1",
    ];

    [Fact]
    public async Task Pages_ThatFollowOnEachOther_AreOneTaskAndOneDocument()
    {
        await using var server = await FakeServer.StartAsync(
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("success"),
            DoclingAnswers.Result("success", DoclingAnswers.Document(1, 2)),
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("success"),
            DoclingAnswers.Result("success", DoclingAnswers.Document(4)));

        var pages = await RunAsync(server, [1, 2, 4], "PdfDocling:Engine=docling-serve");

        Assert.All(pages, page => Assert.Equal(("docling-serve", null), OriginOf(page)));
        Assert.Equal(
            [1, 4], pages.Where(page => page.Output(DoclingDocument.UnitOutput) is not null).Select(page => page.PageNo));
        var document = DoclingJson.Read(
            JsonSerializer.SerializeToUtf8Bytes(pages[0].Output(DoclingDocument.UnitOutput)!.Content));
        Assert.Equal(["Hello page 1", "Hello page 2"], document.Texts.Select(text => text.Text));
        Assert.Empty(DoclingValidator.Validate(document));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task Page_ThatFailsOrIsLeftOut_FailsAlone()
    {
        await using var server = await FakeServer.StartAsync(
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("success"),
            DoclingAnswers.Result(
                "partial_success", DoclingAnswers.Document(1, 2), $"[{DoclingAnswers.Error("timeout", "too slow", 1)}]"));

        var pages = await RunAsync(server, [1, 2, 3], "PdfDocling:Engine=docling-serve");

        Assert.Equal(
            [FailureCodes.EngineTimeout, null, FailureCodes.EngineAnswerInvalid],
            pages.Select(page => page.Failure?.Failure.Code));
        Assert.NotNull(pages[1].Output(DoclingDocument.UnitOutput));
    }

    [Fact]
    public async Task Document_ThatFails_FailsItsPages_AndNobodyElseReadsThem()
    {
        await using var server = await FakeServer.StartAsync(
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("success"),
            DoclingAnswers.Result("failure", null, $"[{DoclingAnswers.Error("backend_failure", DoclingAnswers.Corrupt)}]"));

        var pages = await RunAsync(server, [1, 2], "PdfDocling:Engine=docling-serve");

        Assert.All(pages, page => Assert.Equal(FailureCodes.InvalidDocument, page.Failure!.Failure.Code));
    }

    [Theory]
    [InlineData("{\"schema_name\":\"DoclingDocument\"}")]
    [InlineData("{\"name\":7}")]
    [InlineData("""
        {"name":"x","body":{"self_ref":"#/body","children":[{"$ref":"#/texts/9"}],"name":"_root_","label":"unspecified"}}
        """)]
    public async Task Document_ThatBreaksTheFormat_IsInvalid(string document)
    {
        await using var server = await FakeServer.StartAsync(
            DoclingAnswers.Task("pending"), DoclingAnswers.Task("success"), DoclingAnswers.Result("success", document));

        var pages = await RunAsync(server, [1], "PdfDocling:Engine=docling-serve");

        Assert.Equal(FailureCodes.EngineAnswerInvalid, Assert.Single(pages).Failure!.Failure.Code);
    }

    [Fact]
    public async Task Server_ThatIsDown_IsStoodInForByTheBuiltInEngine_AndTheResultSaysWhy()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(503));

        var pages = await RunAsync(server, [1, 2], "PdfDocling:Engine=docling-serve");

        Assert.All(pages, page => Assert.Equal(("rules", FailureCodes.EngineUnavailable), OriginOf(page)));
        Assert.NotNull(pages[0].Output(PageLayout.Output));
    }

    [Theory]
    [InlineData("{}", "rules", null)]
    [InlineData("""{"fallBack":false}""", null, FailureCodes.EncryptedDocument)]
    public async Task Document_WithAPassword_IsDoneByTheBuiltInEngine_WhereThatMayStandIn(
        string options, string? by, string? failure)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(500));

        var page = Assert.Single(await RunAsync(server, [1], "PdfDocling:Engine=docling-serve", options, password: "secret"));

        Assert.Equal(failure, page.Failure?.Failure.Code);
        Assert.Equal(by, by is null ? null : OriginOf(page).By);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Server_ThatIsDown_IsWaitedForWhereTheJobAllowsNoOther()
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Answer(503), DoclingAnswers.Task("pending"), DoclingAnswers.Task("success"),
            DoclingAnswers.Result("success", DoclingAnswers.Document(1)));

        var pages = await RunAsync(
            server, [1], options: """{"engine":"docling-serve","fallBack":false}""");

        Assert.Equal(("docling-serve", null), OriginOf(Assert.Single(pages)));
    }

    [Fact]
    public async Task BuiltIn_ChosenByTheCaller_LeavesTheServerAlone()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Answer(500));

        var pages = await RunAsync(server, [1], "PdfDocling:Engine=docling-serve", options: """{"engine":"builtin"}""");

        Assert.Equal(("rules", null), OriginOf(Assert.Single(pages)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Engine_ThatIsNotSetUp_FailsThePagesAndSaysWhatToSet()
    {
        var pages = await RunAsync(null, [1], options: """{"engine":"docling-serve"}""");

        var failure = Assert.Single(pages).Failure!.Failure;
        Assert.Equal(FailureCodes.EngineUnavailable, failure.Code);
        Assert.Contains("PdfDocling:DoclingServe:Endpoint", failure.Message);
    }

    [Theory]
    [InlineData("3,1,2,7,9,8", "1-3 7-9")]
    [InlineData("5", "5-5")]
    [InlineData("", "")]
    public void Runs_AreOfPagesThatFollowOnEachOther(string pages, string runs) => Assert.Equal(
        runs, string.Join(' ', PageRun.Of(pages.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
            .Select(run => $"{run.First}-{run.Last}")));

    private static (string? By, string? Reason) OriginOf(PageWork page)
    {
        var origin = page.Output(LayoutOrigin.Output)!.Facts!.Value.Deserialize<LayoutOrigin>(ServiceHost.Json)!;
        return (origin.By, origin.Reason);
    }

    private static async Task<IReadOnlyList<PageWork>> RunAsync(
        FakeServer? server, int[] numbers, string setting = "PdfDocling:Engine=builtin", string options = "{}",
        string? password = null)
    {
        await using var runtime = await InMemoryRuntime.StartAsync(PdfDoclingStage.Name);
        await runtime.ObserveAsync(Topics.ChunkCompleted, Topics.ChunkFailed);
        string[] settings =
            [setting, .. Quick, .. server is null ? [] : new[] { $"PdfDocling:DoclingServe:Endpoint={server.Address}" }];
        var app = StageHost.Build<PdfDoclingStage>(runtime.Arguments(PdfDoclingStage.Name, settings));
        await runtime.StartAppAsync(PdfDoclingStage.Name, app);
        var objects = app.Services.GetRequiredService<IObjectStore>();
        var work = await NewChunkAsync(app.Services, objects, numbers, options, hasPassword: password is not null);
        if (password is not null)
        {
            await app.Services.GetRequiredService<JobStore>().SaveSecretAsync(work.Header.Job, password, CancellationToken.None);
        }

        await runtime.PublishAsync(
            ConsumerCatalogue.Shipped.Stage(PdfDoclingStage.Name).Topic,
            JsonSerializer.Serialize<StageWork>(work, ServiceHost.Json));

        await runtime.NextAsync(Topics.ChunkCompleted);
        var pages = (await objects.GetJsonAsync<ChunkOutcome>(
            JobKeys.ChunkOutcome(work.Header.Job, work.ChunkId), CancellationToken.None)).Pages.ToArray();
        for (var i = 0; i < pages.Length; i++)
        {
            // The store is gone with the runtime.
            if (pages[i].Output(DoclingDocument.UnitOutput) is { Key: { } key } output)
            {
                pages[i] = pages[i].With(DoclingDocument.UnitOutput, output with
                {
                    Content = await objects.GetJsonAsync<JsonElement>(key, CancellationToken.None),
                });
            }
        }

        return pages;
    }

    private static async Task<ChunkWork> NewChunkAsync(
        IServiceProvider services, IObjectStore objects, int[] numbers, string options, bool hasPassword)
    {
        var job = JobId.New("local");
        var content = await File.ReadAllBytesAsync(SamplePaths.Sample("paper-two-column.pdf"));
        var source = new SourceFile(
            JobKeys.Source(job), "paper.pdf", MediaTypes.Pdf, content.Length,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))) { HasPassword = hasPassword };
        await objects.PutAsync(source.Key, content, MediaTypes.Pdf, CancellationToken.None);
        using var chosen = JsonDocument.Parse(options);
        var record = new JobRecord
        {
            Id = job, Pipeline = "pdf.docling", Phases = [new Phase([PdfDoclingStage.Name], AppIds.ResultAssembler)],
            Artifacts = ["document.json"], Status = JobStatus.Running, Source = source,
            Options = new JobOptions
            {
                Stages = new Dictionary<string, JsonElement> { [PdfDoclingStage.Name] = chosen.RootElement.Clone() },
            },
            CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
        };
        Assert.True(await services.GetRequiredService<JobStore>().TryCreateAsync(record, CancellationToken.None));
        var text = new PageText(1, 612, 792, TextSource.TextLayer, null, null, [], [], [], []);
        return new ChunkWork(
            new EventHeader(job, record.CreatedAt, record.ExpiresAt), "0001", job.Id, [PdfDoclingStage.Name], source,
            numbers.Length,
            [
                .. numbers.Select(number => new PageWork(number).With(PageText.Output, new PageOutput(
                    Content: JsonSerializer.SerializeToElement(text with { PageNo = number }, ServiceHost.Json)))),
            ],
            record.Options);
    }
}
