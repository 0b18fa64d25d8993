using DaprProcessing.Quality.Reports;
using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Sets;

/// <summary>Documents whose tables are known cell by cell.</summary>
internal abstract class TableSet : IQualitySet
{
    public abstract string Name { get; }

    public abstract IReadOnlyList<(string Repository, string Folder)> Sources { get; }

    protected abstract (string F1, string? Recall, string? Precision) Goals { get; }

    protected abstract IEnumerable<TableCase> Cases(Run run);

    public async Task<IReadOnlyList<Figure>> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var (mean, micro) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        var (recall, precision) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        var cases = Cases(run).ToList();
        foreach (var reader in run.Structured)
        {
            var (all, found, f1) = (default(Score), default(Score), new List<double>());
            foreach (var document in cases)
            {
                var tables = (await reader.ReadAsync(document.Path, document.Page, cancellationToken))?.Tables ?? [];
                var score = Adjacency.Of(document.Tables, tables);
                var tablesFound = TablesFound.Of(document.Tables, tables);
                f1.Add(score.F1);
                (all, found) = (all + score, found + tablesFound);
                run.Tell(Name, $"{reader.Name} {Path.GetFileName(document.Path)}", ("f1", score.F1), ("r", score.Recall),
                    ("p", score.Precision), ("tables", tablesFound.Found), ("of", tablesFound.Expected),
                    ("hit", tablesFound.Hits));
            }

            (mean[reader.Name], micro[reader.Name]) = (f1.Average(), all.F1);
            (recall[reader.Name], precision[reader.Name]) = (found.Recall, found.Precision);
        }

        var set = $"{Name} ({cases.Count})";
        return
        [
            new Figure(set, "cell adjacency F1, mean", mean, Goals.F1),
            new Figure(set, "cell adjacency F1, all cells", micro),
            new Figure(set, "tables found, recall", recall, Goals.Recall),
            new Figure(set, "tables found, precision", precision, Goals.Precision),
        ];
    }
}

/// <param name="Page">The page that the truth is about; null for all.</param>
internal sealed record TableCase(string Path, int? Page, IReadOnlyList<Grid> Tables);
