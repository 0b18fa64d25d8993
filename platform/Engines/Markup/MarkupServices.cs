using DaprProcessing.Engines.Pool;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Markup;

/// <summary>Registers what reads documents made of markup.</summary>
public static class MarkupServices
{
    /// <summary>
    /// Adds <see cref="MarkupEnginePool"/>; one that is already registered is used: services that share a process should share
    /// it.
    /// </summary>
    public static IServiceCollection AddMarkupEngines(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MarkupEngineOptions>().Bind(configuration.GetSection(MarkupEngineOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<MarkupEnginePool>();
        services.AddHealthOf<MarkupEnginePool>();
        return services;
    }
}
