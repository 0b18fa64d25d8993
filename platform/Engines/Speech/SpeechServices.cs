using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Tools;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Speech;

/// <summary>Registers what speaks and listens on this machine.</summary>
public static class SpeechServices
{
    /// <summary>
    /// Adds <see cref="SpeechEnginePool"/>, <see cref="ModelFolder"/>, <see cref="ToolRunner"/> and <see cref="Ffmpeg"/>; a pool
    /// that is already registered is used: services that share a process should share it.
    /// </summary>
    public static IServiceCollection AddSpeechEngines(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SpeechEngineOptions>().Bind(configuration.GetSection(SpeechEngineOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section));
        services.TryAddSingleton<SpeechEnginePool>();
        services.AddHealthOf<SpeechEnginePool>();
        services.TryAddSingleton<ModelFolder>();
        services.TryAddSingleton<ToolRunner>();
        services.TryAddSingleton<Ffmpeg>();
        return services;
    }
}
