using DaprProcessing.Engines;
using DaprProcessing.TextModels;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>Registers the engines of text analysis.</summary>
internal static class AnalyzerServices
{
    public static IServiceCollection AddAnalyzers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AnalyzerOptions>().Bind(configuration.GetSection(AnalyzerOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddTextModels(configuration);

        // As it was called when nobody else asked models.
        services.Configure<OpenAiModelOptions>(configuration.GetSection($"{AnalyzerOptions.Section}:OpenAi"));
        services.Configure<GeminiModelOptions>(configuration.GetSection($"{AnalyzerOptions.Section}:Gemini"));
        return services.AddSingleton<ITextAnalyzer, LocalTextAnalyzer>().AddModel("openai").AddModel("gemini")
            .AddSingleton<AnalyzerChoice>();
    }

    private static IServiceCollection AddModel(this IServiceCollection services, string name) =>
        services.AddSingleton<ITextAnalyzer>(provider =>
            new ModelTextAnalyzer(provider.GetRequiredService<EngineChoice<ITextModel>>().Named(name)));
}
