using System.Diagnostics;
using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Platform;
using DaprProcessing.Client;

namespace DaprProcessing.Bench.Rows;

/// <summary>How soon somebody who sends a document of many pages sees the first of them.</summary>
internal sealed class FirstPageBench : IBench
{
    private static readonly SubmitOptions Options = new() { Pipeline = "document" };

    public string Name => "first-page";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var side = await PlatformSide.StartAsync(settings.Build);
        var cold = await SeeAsync(side, documents, cancellationToken);
        var warm = new List<TimeSpan>();
        for (var round = 0; round < settings.Rounds(10); round++)
        {
            warm.Add(await SeeAsync(side, documents, cancellationToken));
        }

        var pages = $"of {documents.BornDigitalPages} born-digital pages, from the submission on";
        yield return Row.Cost("first page, first document", "s", [new Figure(cold.TotalSeconds)], pages);
        yield return Row.Cost(
            "first page, p50", "s", [new Figure(Timing.Percentile(warm, 0.5).TotalSeconds)], $"{warm.Count} documents");
        yield return Row.Cost("first page, slowest", "s", [new Figure(warm.Max().TotalSeconds)], "goal: 2 s at most");
    }

    private static async Task<TimeSpan> SeeAsync(PlatformSide side, Documents documents, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var job = await side.Jobs.Service.SubmitAsync(documents.BornDigital, Options, cancellationToken: cancellationToken);
        var first = default(TimeSpan?);
        await foreach (var page in side.Jobs.Service.ReadPagesAsync(job.Id, cancellationToken: cancellationToken))
        {
            first ??= page.Markdown is not null ? Stopwatch.GetElapsedTime(startedAt) : null;
        }

        return first ?? throw new InvalidOperationException($"no page of job {job.Id} came");
    }
}
