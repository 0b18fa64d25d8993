using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>Registers the engines of text analysis.</summary>
internal static class AnalyzerServices
{
    public static IServiceCollection AddAnalyzers(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<AnalyzerOptions>(AnalyzerOptions.Section);
        Bind<OpenAiModelOptions>(OpenAiModelOptions.Section);
        Bind<GeminiModelOptions>(GeminiModelOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<OpenAiModel>().AddSingleton<GeminiModel>()
            .AddSingleton<ITextAnalyzer, LocalTextAnalyzer>()
            .AddSingleton<ITextAnalyzer>(provider => new ModelTextAnalyzer(provider.GetRequiredService<OpenAiModel>()))
            .AddSingleton<ITextAnalyzer>(provider => new ModelTextAnalyzer(provider.GetRequiredService<GeminiModel>()))
            .AddSingleton<AnalyzerChoice>();

        void Bind<TOptions>(string section)
            where TOptions : class => services.AddOptions<TOptions>().Bind(configuration.GetSection(section))
                .ValidateDataAnnotations().ValidateOnStart();
    }
}
