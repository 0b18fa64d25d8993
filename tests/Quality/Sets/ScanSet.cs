using DaprProcessing.Quality.Reports;
using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Sets;

/// <summary>Pages with a good text layer, printed by our own renderer and read from the print: the layer is the truth.</summary>
internal sealed class ScanSet : IQualitySet
{
    private const int Every = 3, FewestWords = 80;
    private static readonly double[] Resolutions = [150, 200, 300];

    public string Name => "scan";

    public IReadOnlyList<(string Repository, string Folder)> Sources { get; } = new IcdarSet().Sources;

    public async Task<IReadOnlyList<Figure>> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var (bags, order, pages) = (new List<Score>(), new List<double>(), 0);
        foreach (var path in IcdarSet.Documents(run.Folder(Sources[0])).Where((_, index) => index % Every == 0))
        {
            var truth = await run.Ours.ReadDocumentAsync(path, 1, cancellationToken);
            if (truth is null || truth.Pages[0].Reason is not null || truth.Pages[0].Words.Count < FewestWords)
            {
                continue;
            }

            var dpi = Resolutions[pages++ % Resolutions.Length];
            var print = await run.Ours.ReadPrintAsync(path, 1, dpi, cancellationToken);
            bags.Add(Score.OfBags(
                truth.Pages[0].Words.SelectMany(word => Plain.Words(word.Text)), print?.Words() ?? []));
            order.Add(CommonText.Similarity(
                Plain.Of(truth.ToRendition().Text), Plain.Of(print?.ToRendition().Text ?? "")));
            run.Tell(Name, $"{Path.GetFileName(path)} {dpi} dpi", ("r", bags[^1].Recall), ("p", bags[^1].Precision),
                ("order", order[^1]));
        }

        var set = $"{Name} ({pages} pages)";
        return
        [
            Of("OCR word F1, mean", bags.Average(bag => bag.F1), ">= 0.93"),
            Of("OCR word recall, mean", bags.Average(bag => bag.Recall)),
            Of("word order similarity with the text layer, mean", order.Average()),
        ];

        Figure Of(string measure, double value, string? goal = null) =>
            new(set, measure, new Dictionary<string, double> { [run.Ours.Name] = value }, goal);
    }
}
