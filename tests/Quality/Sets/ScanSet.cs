using DaprProcessing.Bench.Scans;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Quality.Peers;
using DaprProcessing.Quality.Reading;
using DaprProcessing.Quality.Reports;
using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Sets;

/// <summary>
/// Pages with a good text layer, printed by our own renderer, put through a scanner, and read from the scan by each recogniser:
/// the layer is the truth.
/// </summary>
internal sealed class ScanSet : IQualitySet
{
    private const int Every = 2, Pages = 24, FewestWords = 80;

    public string Name => "scan";

    public IReadOnlyList<(string Repository, string Folder)> Sources { get; } = new IcdarSet().Sources;

    public async Task<IReadOnlyList<Figure>> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var readings = run.Ours.Recognizers.ToDictionary(name => name, _ => new List<Reading>());
        var folder = Directory.CreateTempSubdirectory("quality-scan-");
        try
        {
            await foreach (var (path, truth, scanner) in PagesAsync(run, cancellationToken))
            {
                // Page by page in turn, so that all have the same load of others beside them.
                var scan = await ScanAsync(run, path, scanner, folder.FullName, cancellationToken);
                foreach (var (recognizer, read) in readings)
                {
                    read.Add(await ReadAsync(run, recognizer, scan, truth, cancellationToken));
                    run.Tell(Name, $"{Path.GetFileName(path)} {scanner}: {recognizer} {read[^1].Doubt}",
                        ("f1", read[^1].Bag.F1), ("r", read[^1].Bag.Recall), ("p", read[^1].Bag.Precision),
                        ("order", read[^1].Order), ("cpu", read[^1].Cpu.TotalSeconds));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return [.. Figures(run.Ours.Name, readings)];
    }

    private IEnumerable<Figure> Figures(string ours, Dictionary<string, List<Reading>> readings)
    {
        var plain = readings["tesseract"].Sum(read => read.Cpu.TotalSeconds);
        foreach (var (recognizer, read) in readings)
        {
            var cpu = read.Sum(page => page.Cpu.TotalSeconds);
            yield return Of("OCR word F1, mean", read.Average(page => page.Bag.F1), recognizer switch
            {
                "tesseract" => ">= 0.93",
                "auto" => ">= 0.96",
                "paddle" => ">= 0.95",
                _ => null,
            });
            yield return Of("pages under 0.9", read.Count(page => page.Bag.F1 < 0.9), format: "0");
            yield return Of("OCR word recall, mean", read.Average(page => page.Bag.Recall));
            yield return Of("word order similarity with the text layer, mean", read.Average(page => page.Order));
            yield return Of("processor time a page, s", cpu / read.Count, format: "0.00");
            yield return Of("processor time, times tesseract's", cpu / plain, recognizer == "auto" ? "<= 3" : null, "0.0");

            Figure Of(string measure, double value, string? goal = null, string format = "0.000") => new(
                $"{Name} ({read.Count} pages), {recognizer}", measure, new Dictionary<string, double> { [ours] = value }, goal,
                format);
        }
    }

    private static async IAsyncEnumerable<(string Path, OurDocument Truth, Scanner Scanner)> PagesAsync(
        Run run, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        var documents = IcdarSet.Documents(run.Folder(new IcdarSet().Sources[0])).ToList();
        foreach (var path in documents.Where((_, index) => index % Every == 0))
        {
            var truth = await run.Ours.ReadDocumentAsync(path, 1, cancellationToken);
            if (truth?.Pages[0] is { Reason: null, Words.Count: >= FewestWords } && count < Pages)
            {
                yield return (path, truth, Scanner.All[count++ % Scanner.All.Count]);
            }
        }
    }

    private static async Task<DocumentSource> ScanAsync(
        Run run, string path, Scanner scanner, string folder, CancellationToken cancellationToken)
    {
        var drawn = Path.Combine(folder, "drawn.png");
        var scan = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}.{scanner.Extension}");
        await run.Ours.DrawAsync(path, 1, scanner.Dpi, drawn, cancellationToken);
        return await Tool.RunAsync(Scanner.Program, scanner.Arguments(drawn, scan), cancellationToken) is null
            ? throw new InvalidOperationException($"{Scanner.Program} failed.")
            : new DocumentSource(scan, scanner.Extension == "jpg" ? MediaTypes.Jpeg : MediaTypes.Png);
    }

    private static async Task<Reading> ReadAsync(
        Run run, string recognizer, DocumentSource scan, OurDocument truth, CancellationToken cancellationToken)
    {
        var (read, cpu) = await run.Ours.RecognizeAsync(recognizer, scan, cancellationToken);
        return new Reading(
            Score.OfBags(truth.Pages[0].Words.SelectMany(word => Plain.Words(word.Text)), read.Words()),
            CommonText.Similarity(Plain.Of(truth.ToRendition().Text), Plain.Of(read.ToRendition().Text)), cpu,
            read.Pages[0].SecondOpinion);
    }

    private sealed record Reading(Score Bag, double Order, TimeSpan Cpu, string? Doubt);
}
