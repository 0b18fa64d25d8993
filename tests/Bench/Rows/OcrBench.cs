using System.Runtime.CompilerServices;
using DaprProcessing.Bench.Measuring;
using DaprProcessing.Bench.Scans;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Vision;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Bench.Rows;

/// <summary>The recognisers on the same printed scans: how many words are right, at what processor time a page.</summary>
internal sealed class OcrBench : IBench
{
    private const string Unit = "word F1";

    public string Name => "ocr";

    public async IAsyncEnumerable<Row> RunAsync(
        Settings settings, Documents documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scans = await PrintedScans.MakeAsync(documents, settings.Smoke ? 2 : 24);
        (string Engine, string Provider)[] measured =
            [("tesseract", "cpu"), ("auto", "cpu"), ("paddle", "cpu"), ("paddle", "cuda")];
        foreach (var (engine, provider) in measured)
        {
            yield return await MeasureAsync(engine, provider, scans, cancellationToken);
        }
    }

    private static async Task<Row> MeasureAsync(
        string engine, string provider, IReadOnlyList<PrintedScan> scans, CancellationToken cancellationToken)
    {
        var work = $"ocr: {engine}{(provider == "cpu" ? "" : $" on {provider}")}, {scans.Count} printed scans";
        await using var services = Services(provider);
        var models = services.GetRequiredService<ModelFolder>();
        if (engine != "tesseract" && models.Ocr is null)
        {
            return new Row(work, Unit, [null], Note: "skipped: no models (make models)");
        }

        var recognizer = services.GetRequiredService<EngineChoice<ITextRecognizer>>().Named(engine);
        try
        {
            var (scores, seconds, second) = (new List<double>(), new List<double>(), 0);
            var before = CpuTime.Of(Environment.ProcessId);
            foreach (var scan in scans)
            {
                var took = await Timing.OnceAsync(async () =>
                {
                    var text = await recognizer.RecognizeAsync(scan.Source, 1, new RecognizeSettings(), cancellationToken);
                    scores.Add(WordRecall.F1(scan.Truth, text.PlainText));
                    second += text.SecondOpinion is null ? 0 : 1;
                });
                seconds.Add(took.TotalSeconds);
            }

            var cpu = CpuTime.Of(Environment.ProcessId) - before;
            return new Row(work, Unit, [new Figure(scores.Average(), cpu / scans.Count)],
                Note: $"{seconds.Average():0.0} s a page, {scores.Count(score => score < 0.9)} pages under 0.9"
                    + (engine == "auto" ? $", second opinion on {second}" : ""));
        }
        catch (FailureException failure) when (provider != "cpu" && failure.Failure.Code == FailureCodes.EngineUnavailable)
        {
            return new Row(work, Unit, [null], Note: "skipped: no device");
        }
    }

    private static ServiceProvider Services(string provider)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(
            new Dictionary<string, string?> { ["VisionEngines:Provider"] = provider }).Build();
        return new ServiceCollection().AddLogging().AddDocumentEngines(configuration).AddNeuralOcr(configuration)
            .BuildServiceProvider();
    }
}
