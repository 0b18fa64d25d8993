using DaprProcessing.Analysis;
using DaprProcessing.TextModels;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>
/// Has a language model read each part, and the summaries of the parts until one is left. The language, and where an entity
/// stands, are not asked for: models miscount, and both can be told without them.
/// </summary>
internal sealed class ModelTextAnalyzer(ITextModel model) : ITextAnalyzer
{
    public string Name => model.Name;

    public void CheckSetUp() => model.CheckSetUp();

    public Task<PartAnalysis> AnalyzeAsync(TextPart part, TextAnalysisOptions options, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(part.Text)
            ? Task.FromResult(LocalAnalyzer.Analyze(part.Text, part.Start) with { Summary = "" })
            : model.AskAsync(
                ModelQuestions.OfPart(part.Text), answer => ModelAnswers.ReadPart(answer, part), cancellationToken);

    public async Task<TextAnalysisResult> MergeAsync(
        string text, IReadOnlyList<PartAnalysis> parts, TextAnalysisOptions options, CancellationToken cancellationToken)
    {
        var whole = await SumUpAsync(parts, options.PartCharacters, cancellationToken);
        return PartMerger.Merge(text, parts) with
        {
            Engine = Name, Model = model.Model, Summary = whole.Summary, KeyPoints = whole.KeyPoints, Notes = NotesOn(parts),
        };
    }

    private async Task<WholeSummary> SumUpAsync(
        IReadOnlyList<PartAnalysis> parts, int mostLetters, CancellationToken cancellationToken)
    {
        List<WholeSummary> left =
        [
            .. parts.Where(part => part.Summary is { Length: > 0 })
                .Select(part => new WholeSummary(part.Summary!, part.KeyPoints)),
        ];
        while (left.Count > 1)
        {
            var next = new List<WholeSummary>();
            foreach (var group in Groups([.. left.Select(summary => summary.Summary)], mostLetters))
            {
                next.Add(group.Count == 1 ? new WholeSummary(group[0], [])
                    : await model.AskAsync(ModelQuestions.OfSummaries(group), ModelAnswers.ReadWhole, cancellationToken));
            }

            left = next;
        }

        return left.Count == 0 ? new WholeSummary("", []) : left[0];
    }

    /// <summary>Neighbours that fit into one question; two at least, or there would be no end.</summary>
    internal static List<List<string>> Groups(IReadOnlyList<string> summaries, int mostLetters)
    {
        var groups = new List<List<string>>();
        var letters = 0;
        foreach (var summary in summaries)
        {
            if (groups.Count == 0 || (groups[^1].Count > 1 && letters + summary.Length > mostLetters))
            {
                groups.Add([]);
                letters = 0;
            }

            groups[^1].Add(summary);
            letters += summary.Length;
        }

        return groups;
    }

    private List<string> NotesOn(IReadOnlyList<PartAnalysis> parts)
    {
        List<string> notes = [$"Summary, key points, entities and tone are what the model {model.Model} says of the text."];
        if (parts.Sum(part => part.Unfound) is > 0 and var unfound)
        {
            notes.Add($"{unfound} entities that the model named do not stand in the text and were left out.");
        }

        return notes;
    }
}
