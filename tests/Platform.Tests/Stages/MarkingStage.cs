using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>A stage that leaves one object per page and counts how often it ran.</summary>
internal sealed class MarkingStage : IStage, IStageDefinition
{
    public const string StageName = "marking";

    public const string Output = "mark";

    private int _runs;

    public static Consumer Consumer => StageHarness.Catalogue.Stage(StageName);

    public static string Name => StageName;

    public int Runs => _runs;

    /// <summary>What is written for each page; null for its number.</summary>
    public string? Mark { get; set; }

    /// <summary>Called in the middle of the work.</summary>
    public Func<CancellationToken, Task> While { get; set; } = _ => Task.CompletedTask;

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        await chunk.OpenSourceAsync(cancellationToken);
        await While(cancellationToken);
        var pages = new List<PageWork>();
        foreach (var page in chunk.Work.Pages)
        {
            var mark = await chunk.PutJsonAsync(
                KeyOf(chunk.Work, page.PageNo), Mark ?? page.PageNo.ToString(), facts: null, cancellationToken);
            pages.Add(page.With(Output, mark));
        }

        return pages;
    }

    public static string KeyOf(ChunkWork work, int pageNo) => $"{work.Header.Job}/marks/{pageNo:D4}.json";
}
