using DaprProcessing.Quality.Reading;
using DaprProcessing.Quality.Reports;
using DaprProcessing.Quality.Scoring;
using DaprProcessing.Quality.Truth;

namespace DaprProcessing.Quality.Sets;

/// <summary>
/// Docling's own test documents: parity with docling in headings, lists and order, which need not be the truth.
/// </summary>
internal sealed class DoclingSet : IQualitySet
{
    public string Name => "docling";

    public IReadOnlyList<(string Repository, string Folder)> Sources { get; } =
        [("docling-project/docling", "tests/data/pdf")];

    public async Task<IReadOnlyList<Figure>> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var cases = Cases(run.Folder(Sources[0])).ToList();
        Dictionary<string, double> recall = [], precision = [], lists = [], listsRight = [];
        Dictionary<string, double> order = [], words = [], rightToLeft = [];
        foreach (var reader in run.Readers)
        {
            var (headings, items, similarity, bags) = (default(Score), default(Score), new List<double>(), new List<double>());
            var arabic = new List<double>();
            foreach (var (path, truth) in cases)
            {
                var text = MarkdownRendition.Of(truth.Markdown).Text;
                var read = await reader.ReadAsync(path, null, cancellationToken) ?? new Rendition("", [], [], []);
                var h = Items.OfHeadings(truth.Headings, read.Headings);
                var i = Items.Of(truth.ListItems, read.ListItems);
                var nid = CommonText.Similarity(Plain.Of(text), Plain.Of(read.Text));
                var bag = Score.OfBags(Plain.Words(text), Plain.Words(read.Text)).Recall;
                (headings, items) = (headings + h, items + i);
                similarity.Add(nid);
                bags.Add(bag);
                if (Path.GetFileName(path).StartsWith("right_to_left", StringComparison.Ordinal))
                {
                    arabic.Add(nid);
                }

                run.Tell(Name, $"{reader.Name} {Path.GetFileName(path)}", ("nid", nid), ("words", bag), ("headings", h.Expected),
                    ("r", h.Recall), ("p", h.Precision), ("items", i.Expected), ("r", i.Recall), ("p", i.Precision));
            }

            (order[reader.Name], words[reader.Name]) = (similarity.Average(), bags.Average());
            rightToLeft[reader.Name] = arabic.DefaultIfEmpty(0).Min();
            if (reader.HasStructure)
            {
                (recall[reader.Name], precision[reader.Name]) = (headings.Recall, headings.Precision);
                (lists[reader.Name], listsRight[reader.Name]) = (items.Recall, items.Precision);
            }
        }

        var set = $"{Name} ({cases.Count})";
        return
        [
            new Figure(set, "headings, recall", recall, ">= 0.80"),
            new Figure(set, "headings, precision", precision, ">= 0.85"),
            new Figure(set, "list items, recall", lists, ">= 0.85"),
            new Figure(set, "list items, precision", listsRight),
            new Figure(set, "word order similarity (nid), mean", order, ">= 0.95"),
            new Figure(set, "word order similarity, worst right-to-left", rightToLeft, ">= 0.95"),
            new Figure(set, "word recall, mean", words),
        ];
    }

    // Of some, only the truth lies in the repository's own storage.
    private static IEnumerable<(string Path, DoclingTruth Truth)> Cases(string folder) =>
        from truth in Directory.EnumerateFiles(Path.Combine(folder, "groundtruth"), "*.json").Order()
        where !truth.EndsWith(".meta.json", StringComparison.Ordinal)
        let path = Path.Combine(folder, "sources", $"{Path.GetFileNameWithoutExtension(truth)}.pdf")
        where File.Exists(path) && new FileInfo(path).Length > 1000
        select (path, DoclingTruth.Read(truth));
}
