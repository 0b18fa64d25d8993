namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>Registers the engines of text analysis.</summary>
internal static class AnalyzerServices
{
    public static IServiceCollection AddAnalyzers(this IServiceCollection services) =>
        services.AddSingleton<ITextAnalyzer, LocalTextAnalyzer>().AddSingleton<AnalyzerChoice>();
}
