using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Peers;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Engines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Bench.Rows;

/// <summary>The engine pool by itself: drawing, reading and recognising pages, without ingress, messages and storage.</summary>
internal sealed class EngineBench : IBench
{
    private const double DrawDpi = 150;

    public string Name => "engines";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var born = new DocumentSource(documents.BornDigital, "application/pdf");
        var scanned = new DocumentSource(documents.Scanned, "application/pdf");
        var (bornPages, scannedPages, rounds) = (documents.BornDigitalPages, documents.ScannedPages, settings.Rounds(3));
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddDocumentEngines(configuration).BuildServiceProvider();
        var renderer = services.GetServices<IPdfRenderer>().First();
        var extractor = services.GetRequiredService<ITextExtractor>();
        var recognizer = services.GetServices<ITextRecognizer>().First();
        await PagesAsync(
            Math.Min(bornPages, Environment.ProcessorCount * 2), page => extractor.ExtractAsync(born, page, cancellationToken));

        yield return await DrawnAsync("engine: PDF to PNG, 150 dpi", born, bornPages);
        yield return await DrawnAsync("engine: scan to PNG, 150 dpi", scanned, scannedPages);

        var read = await InTurnAsync(
            rounds,
            () => PagesAsync(bornPages, page => extractor.ExtractAsync(born, page, cancellationToken)),
            () => Tool.RunSplitAsync(bornPages, (first, last) =>
                ["pdftotext", "-bbox-layout", "-f", $"{first}", "-l", $"{last}", documents.BornDigital,
                    documents.Folder.File($"tool/{first}.html")]));
        yield return ToRow("engine: text with boxes and fonts", read, bornPages, "pdftotext -bbox-layout (no fonts)", rounds);

        var recognised = await InTurnAsync(
            1,
            () => PagesAsync(scannedPages, page =>
                recognizer.RecognizeAsync(scanned, page, new RecognizeSettings(Documents.ScanDpi), cancellationToken)),
            () => Tool.RunAsync(
                "ocrmypdf", "-q", "-j", $"{Environment.ProcessorCount}", "--output-type", "pdf", "--sidecar",
                documents.Folder.File("tool/ocr.txt"), documents.Scanned, documents.Folder.File("tool/ocr.pdf")));
        yield return ToRow(
            $"engine: scan to text, {Documents.ScanDpi} dpi", recognised, scannedPages, "ocrmypdf --sidecar -j N", 1);

        async Task<Row> DrawnAsync(string work, DocumentSource document, int pages)
        {
            var drawn = await InTurnAsync(
                rounds,
                () => PagesAsync(pages, page =>
                    renderer.RenderAsync(
                        document, page, new RenderSettings(DrawDpi), documents.Folder.File($"engine/{page}.png"),
                        cancellationToken)),
                () => Tool.RunSplitAsync(pages, (first, last) =>
                    ["pdftoppm", "-png", "-r", $"{DrawDpi}", "-f", $"{first}", "-l", $"{last}", document.Path,
                        documents.Folder.File($"tool/{first}")]));
            return ToRow(work, drawn, pages, "pdftoppm -png", rounds);
        }
    }

    private static Task PagesAsync(int count, Func<int, Task> work) => Task.WhenAll(Enumerable.Range(1, count).Select(work));

    private static async Task<(Figure Ours, TimeSpan Tool)> InTurnAsync(int rounds, Func<Task> ours, Func<Task> tool)
    {
        var turns = await Timing.InTurnAsync([ours, tool], rounds, async work =>
        {
            var before = CpuTime.Of(Environment.ProcessId);
            var took = await Timing.OnceAsync(work);
            return new Figure(took.TotalSeconds, CpuTime.Of(Environment.ProcessId) - before);
        });
        return (Figure.Middle(turns[0]), TimeSpan.FromSeconds(Figure.Middle(turns[1]).Value));
    }

    private static Row ToRow(string work, (Figure Ours, TimeSpan Tool) times, int pages, string tool, int rounds) => new(
        work, "pages/s", [new Figure(pages / times.Ours.Value, times.Ours.Cpu / pages)], Tool: pages / times.Tool.TotalSeconds,
        ToolName: $"{tool}, {Environment.ProcessorCount} processes",
        Note: $"{pages} pages, median of {rounds}; cpu of a page: this program and the engines");
}
