using System.Text;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>A stage in every role, which leaves one object per page and counts how often it ran.</summary>
internal sealed class MarkingStage : IStage, ICutter, IGatherer, IStageDefinition
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

    /// <summary>A unit for each byte of the document.</summary>
    public async Task<int> CutAsync(CutContext cut, CancellationToken cancellationToken)
    {
        await While(cancellationToken);
        var source = await cut.OpenSourceAsync(cancellationToken);
        await cut.Objects.PutAsync(cut.KeyOf(Name, "1.txt"), "first"u8.ToArray(), "text/plain", cancellationToken);
        return (int)new FileInfo(source.Path).Length;
    }

    public async Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken)
    {
        await While(cancellationToken);
        var units = await gather.ReadUnitsAsync(cancellationToken);
        var marks = await Task.WhenAll(units.Where(unit => unit.Failure is null).Select(
            unit => gather.GetJsonAsync<string>(unit.Output(Output)!, cancellationToken)));
        await gather.WriteArtifactAsync(
            "marks.txt", "text/plain", async file => await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(marks))),
            cancellationToken);
        return new Gathered(units, new { Marks = marks.Length });
    }

    public static string KeyOf(ChunkWork work, int pageNo) => $"{work.Header.Job}/marks/{pageNo:D4}.json";
}
