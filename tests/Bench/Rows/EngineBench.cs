using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Peers;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Engines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Bench.Rows;

/// <summary>The engine pool by itself: drawing, reading and recognising pages, without ingress, messages and storage.</summary>
internal sealed class EngineBench : IBench
{
    private const int Rounds = 3;
    private const double DrawDpi = 150;

    public string Name => "engines";

    public async IAsyncEnumerable<Row> RunAsync(Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddDocumentEngines(configuration).BuildServiceProvider();
        var born = new DocumentSource(documents.BornDigital, "application/pdf");
        var scanned = new DocumentSource(documents.Scanned, "application/pdf");
        var renderer = services.GetServices<IPdfRenderer>().First();
        var extractor = services.GetRequiredService<ITextExtractor>();
        var recognizer = services.GetServices<ITextRecognizer>().First();
        await PagesAsync(Environment.ProcessorCount * 2, page => extractor.ExtractAsync(born, page, cancellationToken));

        var drawn = await Timing.InTurnAsync(
            Rounds,
            () => PagesAsync(Documents.BornDigitalPages, page =>
                renderer.RenderAsync(born, page, new RenderSettings(DrawDpi), documents.Folder.File($"engine/{page}.png"), cancellationToken)),
            () => Tool.RunSplitAsync(Documents.BornDigitalPages, (first, last) =>
                ["pdftoppm", "-png", "-r", $"{DrawDpi}", "-f", $"{first}", "-l", $"{last}", documents.BornDigital, documents.Folder.File($"tool/{first}")]));
        yield return ToRow("engine: PDF to PNG, 150 dpi", drawn, Documents.BornDigitalPages, "pdftoppm -png", Rounds);

        var read = await Timing.InTurnAsync(
            Rounds,
            () => PagesAsync(Documents.BornDigitalPages, page => extractor.ExtractAsync(born, page, cancellationToken)),
            () => Tool.RunSplitAsync(Documents.BornDigitalPages, (first, last) =>
                ["pdftotext", "-bbox-layout", "-f", $"{first}", "-l", $"{last}", documents.BornDigital, documents.Folder.File($"tool/{first}.html")]));
        yield return ToRow("engine: text with boxes and fonts", read, Documents.BornDigitalPages, "pdftotext -bbox-layout (no fonts)", Rounds);

        var recognised = await Timing.InTurnAsync(
            1,
            () => PagesAsync(Documents.ScannedPages, page =>
                recognizer.RecognizeAsync(scanned, page, new RecognizeSettings(Documents.ScanDpi), cancellationToken)),
            () => Tool.RunAsync(
                "ocrmypdf", "-q", "-j", $"{Environment.ProcessorCount}", "--output-type", "pdf", "--sidecar",
                documents.Folder.File("tool/ocr.txt"), documents.Scanned, documents.Folder.File("tool/ocr.pdf")));
        yield return ToRow($"engine: scan to text, {Documents.ScanDpi} dpi", recognised, Documents.ScannedPages, "ocrmypdf --sidecar -j N", 1);
    }

    private static Task PagesAsync(int count, Func<int, Task> work) => Task.WhenAll(Enumerable.Range(1, count).Select(work));

    private static Row ToRow(string work, (TimeSpan Ours, TimeSpan Peer) times, int pages, string peer, int rounds) => new(
        work, pages / times.Ours.TotalSeconds, "pages/s", pages / times.Peer.TotalSeconds, $"{peer}, {Environment.ProcessorCount} processes", Note: $"{pages} pages, median of {rounds}");
}
