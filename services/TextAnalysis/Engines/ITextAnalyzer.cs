using DaprProcessing.Analysis;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>Reads texts: a named choice. Every call may throw <see cref="FailureException"/>.</summary>
internal interface ITextAnalyzer
{
    /// <summary>The name an option picks it by.</summary>
    string Name { get; }

    /// <summary>Throws where it cannot be asked at all: before a text is cut for it.</summary>
    void CheckSetUp();

    /// <summary>One part, by itself.</summary>
    Task<PartAnalysis> AnalyzeAsync(TextPart part, TextAnalysisOptions options, CancellationToken cancellationToken);

    /// <summary>All parts of a text, in its order.</summary>
    Task<TextAnalysisResult> MergeAsync(
        string text, IReadOnlyList<PartAnalysis> parts, TextAnalysisOptions options, CancellationToken cancellationToken);
}
