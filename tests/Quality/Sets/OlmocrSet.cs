using DaprProcessing.Quality.Reading;
using DaprProcessing.Quality.Reports;
using DaprProcessing.Quality.Scoring;
using DaprProcessing.Quality.Truth;

namespace DaprProcessing.Quality.Sets;

/// <summary>The sample of olmOCR-bench: facts about single pages.</summary>
internal sealed class OlmocrSet : IQualitySet
{
    public string Name => "olmocr";

    public IReadOnlyList<(string Repository, string Folder)> Sources { get; } =
        [("allenai/olmocr", "olmocr/bench/sample_data")];

    public async Task<IReadOnlyList<Figure>> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var folder = run.Folder(Sources[0]);
        var facts = OlmocrFact.Read(Path.Combine(folder, "dataset.jsonl"));
        var types = facts.Select(fact => fact.Type).Distinct().Append("all").ToList();
        var passed = types.ToDictionary(type => type, _ => new Dictionary<string, double>());
        foreach (var reader in run.Readers)
        {
            foreach (var type in passed.Values)
            {
                type[reader.Name] = 0;
            }

            foreach (var page in facts.GroupBy(fact => (fact.Pdf, fact.Page)))
            {
                var read = await ReadAsync(reader, Path.Combine(folder, "pdfs", page.Key.Pdf), page.Key.Page, cancellationToken);
                foreach (var fact in page)
                {
                    var holds = Facts.Holds(fact, read);
                    passed[fact.Type][reader.Name] += holds ? 1 : 0;
                    passed["all"][reader.Name] += holds ? 1 : 0;
                    run.Tell(Name, $"{reader.Name} {fact.Id} {fact.Type}", ("holds", holds ? 1 : 0));
                }
            }
        }

        return [.. types.Select(type => new Figure(
            Name, $"facts that hold: {type}, of {facts.Count(fact => type == "all" || fact.Type == type)}", passed[type],
            type == "all" ? ">= 58" : null, "0"))];
    }

    /// <summary>Pages without a text layer are read from their picture, as the pipeline does.</summary>
    private static async Task<Rendition> ReadAsync(IReader reader, string path, int page, CancellationToken cancellationToken)
    {
        var document = reader is OurReader ours ? await ours.ReadDocumentAsync(path, page, cancellationToken) : null;
        var isScan = document?.Pages[0].Reason is "no_text_layer" or "scanned_page_with_stray_text";
        var read = isScan ? (await ((OurReader)reader).ReadPrintAsync(path, page, 200, cancellationToken))?.ToRendition()
            : document?.ToRendition() ?? await reader.ReadAsync(path, page, cancellationToken);
        return read ?? new Rendition("", [], [], []);
    }
}
