using System.Diagnostics;
using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Peers;
using DaprProcessing.Bench.Platform;

namespace DaprProcessing.Bench.Rows;

/// <summary>Whole documents and small jobs through the ingress of a running platform, and the memory that takes.</summary>
internal sealed class PlatformBench : IBench
{
    private const int IdleJobs = 60;
    private const int Callers = 16;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleSettling = TimeSpan.FromSeconds(5);

    public string Name => "platform";

    public async IAsyncEnumerable<Row> RunAsync(Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var platform = await PlatformProcess.StartAsync(cancellationToken);
        using var jobs = new JobsClient(platform.Address);
        yield return new Row("start of the platform", platform.StartTime.TotalSeconds, "s", HigherIsBetter: false, Note: "process start to ready");
        await jobs.RunAsync(Documents.SmallJob(0), "document", "{}", cancellationToken);

        yield return await DocumentAsync("born-digital PDF, everything", "document", documents.BornDigital, Documents.BornDigitalPages, 3, jobs, DrawAndReadAsync, "pdftoppm -png + pdftotext", cancellationToken);
        yield return await DocumentAsync("born-digital PDF, Markdown only", "pdf.docling", documents.BornDigital, Documents.BornDigitalPages, 3, jobs, ReadAsync, "pdftotext (no layout, no JSON)", cancellationToken);
        yield return await DocumentAsync("scanned PDF, text", "pdf.docling", documents.Scanned, Documents.ScannedPages, 1, jobs, RecognizeAsync, "ocrmypdf --sidecar -j N", cancellationToken);

        foreach (var row in await SmallJobsAsync(jobs, cancellationToken))
        {
            yield return row;
        }

        var born = await File.ReadAllBytesAsync(documents.BornDigital, cancellationToken);
        var peak = await platform.Processes.PeakWhileAsync(jobs.RunAsync(born, "document", "{}", cancellationToken));
        yield return new Row("memory, all processes, busy", peak / 1e6, "MB", HigherIsBetter: false, Note: "resident, shared pages counted per process");
        await Task.Delay(IdleSettling, cancellationToken);
        yield return new Row("memory, all processes, after work", platform.Processes.TotalResidentBytes / 1e6, "MB", HigherIsBetter: false, Note: "engines still warm");
        yield return new Row("memory, platform process alone", platform.Processes.RootResidentBytes / 1e6, "MB", HigherIsBetter: false);
    }

    private static async Task<Row> DocumentAsync(
        string work, string pipeline, string path, int pages, int rounds, JobsClient jobs, Func<string, int, Task> peer, string peerName, CancellationToken cancellationToken)
    {
        var document = await File.ReadAllBytesAsync(path, cancellationToken);
        var options = $$"""{"ocrDpi": {{Documents.ScanDpi}}}""";
        var (ours, theirs) = await Timing.InTurnAsync(rounds, () => jobs.RunAsync(document, pipeline, options, cancellationToken), () => peer(path, pages));
        return new Row(work, pages / ours.TotalSeconds, "pages/s", pages / theirs.TotalSeconds, peerName, Note: $"{pages} pages, through the ingress, median of {rounds}");
    }

    private static async Task DrawAndReadAsync(string path, int pages)
    {
        await Tool.RunSplitAsync(pages, (first, last) => ["pdftoppm", "-png", "-r", "150", "-f", $"{first}", "-l", $"{last}", path, $"{path}.page{first}"]);
        await ReadAsync(path, pages);
    }

    private static Task ReadAsync(string path, int pages) =>
        Tool.RunSplitAsync(pages, (first, last) => ["pdftotext", "-f", $"{first}", "-l", $"{last}", path, $"{path}.{first}.txt"]);

    private static Task RecognizeAsync(string path, int pages) =>
        Tool.RunAsync("ocrmypdf", "-q", "-j", $"{Environment.ProcessorCount}", "--output-type", "pdf", "--sidecar", $"{path}.txt", path, $"{path}.out.pdf");

    private static async Task<IReadOnlyList<Row>> SmallJobsAsync(JobsClient jobs, CancellationToken cancellationToken)
    {
        var number = 0;
        var idle = new List<TimeSpan>();
        for (var count = 0; count < IdleJobs; count++)
        {
            var document = Documents.SmallJob(++number);
            idle.Add(await Timing.OnceAsync(() => jobs.RunAsync(document, "document", "{}", cancellationToken)));
        }

        var loaded = new List<TimeSpan>();
        var startedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(startedAt) < LoadTime)
            {
                var document = Documents.SmallJob(Interlocked.Increment(ref number));
                var took = await Timing.OnceAsync(() => jobs.RunAsync(document, "document", "{}", cancellationToken));
                lock (loaded)
                {
                    loaded.Add(took);
                }
            }
        }));
        var rate = loaded.Count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        return
        [
            new("one-page job, alone, p50", Milliseconds(idle, 0.5), "ms", HigherIsBetter: false, Note: $"{IdleJobs} jobs one after the other"),
            new("one-page job, alone, p95", Milliseconds(idle, 0.95), "ms", HigherIsBetter: false),
            new("one-page jobs, throughput", rate, "jobs/s", Note: $"{Callers} callers, p50 {Milliseconds(loaded, 0.5):0} ms, p95 {Milliseconds(loaded, 0.95):0} ms"),
        ];
    }

    private static double Milliseconds(IEnumerable<TimeSpan> times, double share) => Timing.Percentile(times, share).TotalMilliseconds;
}
