using System.Collections.Frozen;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>The engines by name; unknown names never get past the check of options.</summary>
internal sealed class AnalyzerChoice(IEnumerable<ITextAnalyzer> analyzers)
{
    private readonly FrozenDictionary<string, ITextAnalyzer> _named = analyzers.ToFrozenDictionary(analyzer => analyzer.Name);

    public ITextAnalyzer Named(string name) => _named[name];
}
