using DaprProcessing.Contracts.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.Engines.Pool;

/// <summary>Tells whether the engines of a pool are of use.</summary>
internal sealed class EngineHealth<TPool>(TPool pool) : IHealthPart
    where TPool : IEnginePool
{
    public Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PartHealth>>([pool.Health]);
}

internal static class EngineHealthRegistration
{
    public static void AddHealthOf<TPool>(this IServiceCollection services)
        where TPool : IEnginePool =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthPart, EngineHealth<TPool>>());
}
