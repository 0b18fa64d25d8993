using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>The engines by name; unknown names never get past the check of options.</summary>
internal sealed class AnalyzerChoice(IEnumerable<ITextAnalyzer> analyzers, IOptions<AnalyzerOptions> options)
{
    private readonly FrozenDictionary<string, ITextAnalyzer> _named = analyzers.ToFrozenDictionary(analyzer => analyzer.Name);

    /// <param name="name"><see cref="TextAnalysisOptions.Auto"/> for the deployment's own.</param>
    public ITextAnalyzer Named(string name) => _named[name == TextAnalysisOptions.Auto ? options.Value.Engine : name];
}
