using DaprProcessing.Analysis;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>Lists and rules: no key, no model, nothing leaves the machine.</summary>
internal sealed class LocalTextAnalyzer : ITextAnalyzer
{
    public string Name => LocalAnalyzer.Engine;

    public void CheckSetUp()
    {
        // It is part of this program.
    }

    public Task<PartAnalysis> AnalyzeAsync(TextPart part, TextAnalysisOptions options, CancellationToken cancellationToken) =>
        Task.FromResult(LocalAnalyzer.Analyze(part.Text, part.Start));

    public Task<TextAnalysisResult> MergeAsync(
        string text, IReadOnlyList<PartAnalysis> parts, TextAnalysisOptions options, CancellationToken cancellationToken) =>
        Task.FromResult(PartMerger.Merge(text, parts));
}
