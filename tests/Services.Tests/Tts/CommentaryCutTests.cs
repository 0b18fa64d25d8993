using System.Text;
using System.Text.Json;
using DaprProcessing.Audio.Speech;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using DaprProcessing.Tts;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.Tts;

/// <summary>What is to be spoken of a document with a commentary on its second page, and a failed one on its first.</summary>
public sealed class CommentaryCutTests
{
    [Theory]
    [InlineData(true, "One.|Two.|Commentary on page 2.|It counts.|End of the commentary.")]
    [InlineData(false, "One.|Two.")]
    public async Task Commentary_IsSpokenWhereItIsWanted(bool wanted, string spoken)
    {
        await using var runtime = await InMemoryRuntime.StartAsync(TtsStage.Name);
        await runtime.ObserveAsync(Topics.ChunkCompleted, Topics.ChunkFailed);
        var app = StageHost.Build<TtsStage>(runtime.Arguments(TtsStage.Name));
        await runtime.StartAppAsync(TtsStage.Name, app);
        var objects = app.Services.GetRequiredService<IObjectStore>();
        var job = await NewJobAsync(app.Services, objects, wanted);

        var header = new EventHeader(job.Id, job.CreatedAt, job.ExpiresAt);
        var work = new CutWork(header, "cut", job.Id.Id, TtsStage.Name, job.Source, job.Options);

        await runtime.PublishAsync(
            ConsumerCatalogue.Shipped.Stage(TtsStage.Name).Topic,
            JsonSerializer.Serialize<StageWork>(work, ServiceHost.Json));

        var told = (await runtime.NextAsync(Topics.ChunkCompleted)).GetProperty("data");
        var report = told.Deserialize<ChunkReport>(ServiceHost.Json)!;
        var sentences = new List<Sentence>();
        for (var passage = 1; passage <= report.Units; passage++)
        {
            var key = JobKeys.OfStage(job.Id, TtsStage.Name, $"{passage:D4}.json");
            sentences.AddRange((await objects.GetJsonAsync<PassageOrder>(key, CancellationToken.None)).Passage.Sentences);
        }

        Assert.Equal(spoken, string.Join('|', sentences.Select(sentence => sentence.Text)));
    }

    private static async Task<JobRecord> NewJobAsync(IServiceProvider services, IObjectStore objects, bool wanted)
    {
        var id = JobId.New("local");
        await objects.PutAsync(
            JobKeys.Artifact(id, ArtifactNames.DocumentJson), DoclingJson.ToUtf8Bytes(Document("One.", "Two.")),
            "application/json", CancellationToken.None);
        await objects.PutAsync(
            JobKeys.Artifact(id, PageCommentary.ArtifactName(2)), Encoding.UTF8.GetBytes("It counts."), "text/plain",
            CancellationToken.None);
        var failure = new Failure(FailureCodes.EngineAnswerBlocked, "gemini does not read this text.");
        var result = new JobResult(
            "audiobook", 2, 0, new Dictionary<string, int>(),
            [Page(1, new PageCommentary("gemini", "m") { Failure = failure }), Page(2, new PageCommentary("gemini", "m", 10))],
            [], []);
        await objects.PutJsonAsync(JobKeys.Result(id, JobResult.Name), result, CancellationToken.None);
        var record = new JobRecord
        {
            Id = id, Pipeline = "audiobook", Phases = [new Phase([TtsStage.Name], "wav-aggregator")], Artifacts = ["audio.wav"],
            Status = JobStatus.Running,
            Source = new SourceFile(JobKeys.Source(id), "two.pdf", MediaTypes.Pdf, 1, new string('0', 64)),
            Options = new JobOptions
            {
                Stages = new Dictionary<string, JsonElement>
                {
                    [TtsStage.Name] = JsonSerializer.SerializeToElement(new { engine = "espeak-ng", commentary = wanted }),
                },
            },
            CreatedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
        };
        Assert.True(await services.GetRequiredService<JobStore>().TryCreateAsync(record, CancellationToken.None));
        return record;
    }

    private static PageResult Page(int pageNo, PageCommentary commentary) => new(pageNo, null)
    {
        Outputs = new Dictionary<string, JsonElement>
        {
            [PageCommentary.Output] = JsonSerializer.SerializeToElement(commentary, ServiceHost.Json),
        },
    };

    private static DoclingDocument Document(params string[] pages)
    {
        var document = new DoclingDocument { Name = "two" };
        foreach (var (index, text) in pages.Index())
        {
            var item = new TextItem { SelfRef = $"#/texts/{index}", Label = Labels.Text, Orig = text, Text = text };
            item.Prov.Add(new ProvenanceItem(index + 1, new BoundingBox(0, 0, 1, 1), [0, text.Length]));
            document.Texts.Add(item);
            document.Body.Children.Add(new RefItem(item.SelfRef));
        }

        return document;
    }
}
