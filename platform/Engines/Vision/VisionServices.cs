using DaprProcessing.Engines.Pool;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Vision;

/// <summary>Registers what looks at pictures with neural models.</summary>
public static class VisionServices
{
    /// <summary>
    /// Adds <see cref="VisionEnginePool"/> and <see cref="ModelFolder"/>; a pool that is already registered is used: services
    /// that share a process should share it.
    /// </summary>
    public static IServiceCollection AddVisionEngines(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VisionEngineOptions>().Bind(configuration.GetSection(VisionEngineOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section));
        services.TryAddSingleton<VisionEnginePool>();
        services.AddHealthOf<VisionEnginePool>();
        services.TryAddSingleton<ModelFolder>();
        return services;
    }

    /// <summary>Adds the recognisers <c>paddle</c> and <c>auto</c> to those of the document engines.</summary>
    public static IServiceCollection AddNeuralOcr(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVisionEngines(configuration);
        services.TryAddSingleton<PaddleReader>();
        services.TryAddSingleton<PageTurn>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextRecognizer, PaddleRecognizer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextRecognizer, AutoRecognizer>());
        return services;
    }
}
