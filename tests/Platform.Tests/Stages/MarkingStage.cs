using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Stages;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>A stage that leaves one object per page and counts how often it ran.</summary>
internal sealed class MarkingStage : IStage
{
    public const string StageName = "marking";

    private int _runs;

    public static Consumer Consumer { get; } = new(StageName, "page.mark.requested", "MARKING", "marking-workers");

    public string Name => StageName;

    public int Runs => _runs;

    /// <summary>Called in the middle of the work.</summary>
    public Func<CancellationToken, Task> While { get; set; } = _ => Task.CompletedTask;

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        await While(cancellationToken);
        foreach (var page in chunk.Work.Pages)
        {
            await chunk.PutJsonAsync(KeyOf(chunk.Work, page.PageNo), page.PageNo, cancellationToken);
        }

        return [.. chunk.Work.Pages.Select(page => page with { TextKey = KeyOf(chunk.Work, page.PageNo) })];
    }

    public static string KeyOf(ChunkWork work, int pageNo) => $"{work.Header.Job}/marks/{pageNo:D4}.json";
}
