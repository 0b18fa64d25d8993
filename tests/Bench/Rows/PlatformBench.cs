using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Peers;
using DaprProcessing.Bench.Platform;
using DaprProcessing.Client;

namespace DaprProcessing.Bench.Rows;

/// <summary>Whole documents through the ingress of a running platform, and the memory that takes.</summary>
internal sealed class PlatformBench : IBench
{
    private static readonly SubmitOptions Everything = new() { Pipeline = "document" };

    public string Name => "platform";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var sides = new Sides();
        await sides.StartAsync(settings);
        yield return Row.Cost(
            "start of the platform", "s", sides.Of(side => side.StartTime.TotalSeconds), "process start to ready");
        await Task.Delay(settings.Settling, cancellationToken);
        yield return Row.Cost(
            "memory, idle, one process", "MB", sides.Of(side => Memory.ResidentBytes(side.ProcessId) / 1e6), "before any job");
        foreach (var side in sides.All)
        {
            await side.Jobs.RunAsync(Documents.SmallJob(0), Everything, cancellationToken);
        }

        await foreach (var row in new SmallJobRows(sides.All, settings).RunAsync(cancellationToken))
        {
            yield return row;
        }

        await foreach (var row in DocumentsAsync(sides, settings, documents, cancellationToken))
        {
            yield return row;
        }

        var born = await File.ReadAllBytesAsync(documents.BornDigital, cancellationToken);
        var peaks = await Timing.InTurnAsync(sides.All, 1, async side =>
            await Memory.PeakWhileAsync(side.ProcessId, side.Jobs.RunAsync(born, Everything, cancellationToken)) / 1e6);
        yield return Row.Cost(
            "memory, all processes, busy", "MB", [.. peaks.Select(peak => new Figure(peak[0]))],
            "resident, shared pages counted per process");
        await Task.Delay(settings.Settling, cancellationToken);
        yield return Row.Cost(
            "memory, all processes, after work", "MB", sides.Of(side => Memory.TreeResidentBytes(side.ProcessId) / 1e6),
            "engines still warm");
        yield return Row.Cost(
            "memory, one process, after work", "MB", sides.Of(side => Memory.ResidentBytes(side.ProcessId) / 1e6));
    }

    private static async IAsyncEnumerable<Row> DocumentsAsync(
        Sides sides, Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (born, scanned) = (documents.BornDigital, documents.Scanned);
        yield return await DocumentAsync(
            "born-digital PDF, everything", "document", born, documents.BornDigitalPages, settings.Rounds(3), DrawAndReadAsync,
            "pdftoppm -png + pdftotext");
        yield return await DocumentAsync(
            "born-digital PDF, no page images", "pdf.docling", born, documents.BornDigitalPages, settings.Rounds(3), ReadAsync,
            "pdftotext (no layout, no JSON)");
        yield return await DocumentAsync(
            "scanned PDF, text", "pdf.docling", scanned, documents.ScannedPages, 1, RecognizeAsync, "ocrmypdf --sidecar -j N");

        async Task<Row> DocumentAsync(
            string work, string pipeline, string path, int pages, int rounds, Func<string, int, Task> tool, string toolName)
        {
            var document = await File.ReadAllBytesAsync(path, cancellationToken);
            var options = new SubmitOptions { Pipeline = pipeline, Options = new JsonObject { ["ocrDpi"] = Documents.ScanDpi } };
            // The tool takes its turn as one more side.
            var times = await Timing.InTurnAsync([.. sides.All, (PlatformSide?)null], rounds, async side =>
            {
                if (side is null)
                {
                    return new Figure(pages / (await Timing.OnceAsync(() => tool(path, pages))).TotalSeconds);
                }

                var (took, cpu) = await side.WithCpuAsync(
                    () => Timing.OnceAsync(() => side.Jobs.RunAsync(document, options, cancellationToken)));
                return Figure.OfLoad(pages, took, cpu);
            });
            var figures = times.Select(Figure.Middle).ToList();
            return new Row(
                work, "pages/s", figures[..^1], Tool: figures[^1].Value, ToolName: toolName,
                Note: $"{pages} pages, through the ingress, median of {rounds}; cpu of a page");
        }
    }

    private static async Task DrawAndReadAsync(string path, int pages)
    {
        await Tool.RunSplitAsync(
            pages, (first, last) =>
                ["pdftoppm", "-png", "-r", "150", "-f", $"{first}", "-l", $"{last}", path, $"{path}.page{first}"]);
        await ReadAsync(path, pages);
    }

    private static Task ReadAsync(string path, int pages) => Tool.RunSplitAsync(
        pages, (first, last) => ["pdftotext", "-f", $"{first}", "-l", $"{last}", path, $"{path}.{first}.txt"]);

    private static Task RecognizeAsync(string path, int pages) => Tool.RunAsync(
        "ocrmypdf", "-q", "-j", $"{Environment.ProcessorCount}", "--output-type", "pdf", "--sidecar", $"{path}.txt", path,
        $"{path}.out.pdf");
}
