using DaprProcessing.Engines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.TextModels;

/// <summary>Registers the language models behind HTTP.</summary>
public static class TextModelServices
{
    /// <summary>Adds each <see cref="ITextModel"/>, and an <see cref="EngineChoice{T}"/> of them by name.</summary>
    public static IServiceCollection AddTextModels(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<OpenAiModelOptions>(OpenAiModelOptions.Section);
        Bind<GeminiModelOptions>(GeminiModelOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ITextModel, OpenAiModel>().AddSingleton<ITextModel, GeminiModel>()
            .AddSingleton(provider => new EngineChoice<ITextModel>(provider.GetServices<ITextModel>(), model => model.Name));

        void Bind<TOptions>(string section)
            where TOptions : class => services.AddOptions<TOptions>().Bind(configuration.GetSection(section))
                .ValidateDataAnnotations().ValidateOnStart();
    }
}
