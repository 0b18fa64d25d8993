using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Peers;
using DaprProcessing.Bench.Platform;
using DaprProcessing.Client;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.Bench.Rows;

/// <summary>
/// What reading costs, from the file to its JSON, Markdown and text through the ingress, in processor time: wall time on a
/// shared machine says little of tools that use it by one core or by all.
/// </summary>
internal sealed class ReadingBench : IBench
{
    private const int Callers = 8;

    private const string Everything = "pdf.docling";
    private const string Markdown = "pdf.markdown";

    public string Name => "reading";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var sides = new Sides();
        await sides.StartAsync(settings);
        Peer[] peers = [Peer.PdfToText, .. settings.Peers ? await Peer.InstallAsync(cancellationToken) : []];

        var (book, pages) = (settings.Book ?? documents.BornDigital, await documents.BookPagesAsync(settings.Book));
        var read = await CostsAsync([book], peers, settings.Rounds(3), Everything);
        foreach (var row in RowsOf(
            $"book, {pages} pages", "pages/cpu s", "JSON, Markdown and text", peers, time => pages / time.TotalSeconds, read))
        {
            yield return row;
        }

        var marked = await CostsAsync([book], [Peer.PdfToText], settings.Rounds(3), Markdown);
        foreach (var row in RowsOf(
            "the same book", "pages/cpu s", "Markdown only", [Peer.PdfToText], time => pages / time.TotalSeconds, marked))
        {
            yield return row;
        }

        yield return Row.Cost(
            "  engine, resident", "MB", sides.Of(side => LargestEngineBytes(side) / 1e6), "the largest process");

        var files = await documents.SmallFilesAsync();
        Peer[] quick = [.. peers.Where(peer => !peer.StartsSlowly)];
        var small = await CostsAsync(files, quick, settings.Rounds(3), Everything);
        foreach (var row in RowsOf(
            $"{files.Count} files of 1 or 2 pages", "files/cpu s", "JSON, Markdown and text", quick,
            time => files.Count / time.TotalSeconds, small))
        {
            yield return row;
        }

        static IEnumerable<Row> RowsOf(
            string work, string unit, string what, Peer[] peers, Func<TimeSpan, double> rate, Costs costs)
        {
            var figures = costs.Sides.Select(cost => new Figure(rate(cost.Total))).ToList();
            for (var index = 0; index < peers.Length; index++)
            {
                yield return new Row(
                    index == 0 ? work : "  ", unit, figures, Tool: rate(costs.Peers[index]), ToolName: peers[index].Name,
                    Note: index == 0 ? $"{what} through the ingress, {Callers} callers at most" : "");
            }

            yield return new Row(
                "  engines alone", unit, [.. costs.Sides.Select(cost => new Figure(rate(cost.Engines)))],
                Note: "of the same runs");
            yield return Row.Cost(
                "  platform", "cpu ms", [.. costs.Sides.Select(cost => new Figure(cost.Platform.TotalMilliseconds))],
                "all of it together");
        }

        async Task<Costs> CostsAsync(IReadOnlyList<string> paths, Peer[] peers, int rounds, string pipeline)
        {
            var known = new Dictionary<PlatformSide, SubmitOptions>();
            foreach (var side in sides.All)
            {
                // An earlier build may have nothing but the larger one.
                var names = (await side.Jobs.Service.ListPipelinesAsync(cancellationToken)).Select(one => one.Name);
                known[side] = new SubmitOptions { Pipeline = names.Contains(pipeline) ? pipeline : Everything };
            }

            // The first round is the one in which each program is compiled and each file comes from the disk.
            var ours = await Timing.InTurnAsync(sides.All, 1 + rounds, async side =>
                (await side.WithCpuAsync(
                    () => Timing.OnceAsync(() => ReadAllAsync(paths, Callers, path => ReadAsync(side, path, known[side]))))).Cpu);
            var theirs = await Timing.InTurnAsync(peers, 1 + rounds, async peer =>
                await CpuTime.OfToolsWhileAsync(() => ReadAllAsync(paths, Environment.ProcessorCount, peer.ReadAsync)));
            return new Costs(
                [.. ours.Select(times => times.Skip(1).Aggregate((sum, time) => sum + time) / rounds)],
                [.. theirs.Select(times => times.Skip(1).Aggregate((sum, time) => sum + time) / rounds)]);
        }

        async Task ReadAsync(PlatformSide side, string path, SubmitOptions options) =>
            await side.Jobs.RunAsync(await File.ReadAllBytesAsync(path, cancellationToken), options, cancellationToken);
    }

    private static Task ReadAllAsync(IReadOnlyList<string> paths, int callers, Func<string, Task> read) =>
        Parallel.ForEachAsync(
            paths, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (path, _) => await read(path));

    private static long LargestEngineBytes(PlatformSide side) =>
        ProcessTree.Of(side.ProcessId).Where(ProcessTree.IsEngine).Select(Memory.ResidentBytes).DefaultIfEmpty().Max();

    /// <summary>Of one round, the mean of several.</summary>
    private sealed record Costs(IReadOnlyList<CpuTime> Sides, IReadOnlyList<TimeSpan> Peers);
}
