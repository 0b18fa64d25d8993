using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Hosting;
using DaprProcessing.Jobs;
using DaprProcessing.ObjectStore;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests;

/// <summary>Follows docs/guides/add-a-stage.md: the code of its snippets is compiled below, and a chunk goes through it.</summary>
public sealed partial class AddAStageTests
{
    // Step 3 of the guide.
    private static readonly Consumer[] NewConsumers =
    [
        new("word-count", "text.count.requested", "WORD_COUNT", "word-count-workers"),
    ];

    private static readonly StageDirectory Stages = new([.. ConsumerCatalogue.All, .. NewConsumers]);

    [Fact]
    public void Guide_EverySnippet_IsTheCodeTestedHere()
    {
        var here = Unindented(File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, "tests/Services.Tests/AddAStageTests.cs")));

        var snippets = Snippets("csharp");

        Assert.Equal(3, snippets.Count);
        Assert.All(snippets, snippet => Assert.Contains(Unindented(snippet), here));
    }

    [Fact]
    public void Guide_Pipeline_IsAcceptedWithTheStageAndRefusedWithoutIt()
    {
        var yaml = $"words:\n  {Assert.Single(Snippets("yaml")).Trim()}\n";

        var pipeline = PipelineCatalogue.Parse(yaml, Stages).Find("words")!;

        Assert.Contains("word-count", pipeline.Stages);
        Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Parse(yaml));
    }

    [Fact]
    public async Task Deliver_ChunkForTheNewStage_CountsWordsAndHandsOver()
    {
        await using var runtime = await InMemoryRuntime.StartAsync("word-count");
        await runtime.ObserveAsync(Topics.DoclingRequested);
        var app = WordCountService.Build(runtime.Arguments("word-count"), services => services.AddSingleton(Stages));
        await runtime.StartAppAsync("word-count", app);
        var work = await NewChunkAsync(app.Services, ["two", "words"]);

        await runtime.PublishAsync("text.count.requested", JsonSerializer.Serialize(work, ServiceHost.Json));

        var next = (await runtime.NextAsync(Topics.DoclingRequested)).GetProperty("data").Deserialize<ChunkWork>(ServiceHost.Json)!;
        Assert.Equal([StageNames.PdfDocling], next.Slip);
        Assert.Null(Assert.Single(next.Pages).Failure);
        Assert.Equal("2", await File.ReadAllTextAsync(Path.Combine(runtime.ObjectFolder, $"{work.Header.Job}/words/0001.json")));
    }

    private static async Task<ChunkWork> NewChunkAsync(IServiceProvider services, string[] words)
    {
        var (job, objects) = (JobId.New("local"), services.GetRequiredService<IObjectStore>());
        var source = new SourceFile(JobKeys.Source(job), "document.pdf", "application/pdf", 9, Convert.ToHexStringLower(SHA256.HashData("%PDF-1.7\n"u8)));
        await objects.PutAsync(source.Key, "%PDF-1.7\n"u8.ToArray(), "application/pdf", CancellationToken.None);
        var text = new PageText(
            1, 595, 842, TextSource.TextLayer, null, null, [], [.. words.Select(word => new PageWord(word, new Box(0, 0, 10, 10), 0, 12))], [], []);
        await objects.PutAsync(JobKeys.PageText(job, 1), JsonSerializer.SerializeToUtf8Bytes(text, ServiceHost.Json), "application/json", CancellationToken.None);
        await services.GetRequiredService<JobStore>().TryCreateAsync(
            new JobRecord
            {
                Id = job, Pipeline = "words", Status = JobStatus.Running, Options = new JobOptions(), Source = source, CreatedAt = DateTimeOffset.UtcNow,
            },
            CancellationToken.None);
        return new ChunkWork(
            new EventHeader(job, DateTimeOffset.UtcNow), "0001", job.Id, ["word-count", StageNames.PdfDocling], source, 1,
            [new PageWork(1, TextKey: JobKeys.PageText(job, 1))], new JobOptions());
    }

    private static List<string> Snippets(string language) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(SamplePaths.RepositoryRoot, "docs/guides/add-a-stage.md")))
            .Where(fence => fence.Groups["language"].Value == language).Select(fence => fence.Groups["code"].Value)];

    private static string Unindented(string code) => string.Join('\n', code.Trim().Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

// Step 1 of the guide.
internal sealed class WordCountStage() : PageStage("word-count")
{
    protected override async Task<PageWork> RunPageAsync(PageWork page, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var text = await chunk.GetJsonAsync<PageText>(page.TextKey!, cancellationToken);
        await chunk.PutJsonAsync($"{chunk.Job}/words/{page.PageNo:D4}.json", text.Words.Count, cancellationToken);
        return page;
    }
}

// Step 2 of the guide.
public static class WordCountService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder("word-count", args, shared);
        builder.Services.AddStage<WordCountStage>();
        return builder.Build().MapStage();
    }
}
