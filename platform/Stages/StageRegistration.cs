using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Work;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

public static class StageRegistration
{
    /// <summary>Adds one stage and what runs it.</summary>
    public static IServiceCollection AddStage<TStage>(this IServiceCollection services)
        where TStage : class, IStage
    {
        services.AddOptions<StageOptions>().BindConfiguration(StageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(StageDirectory.Shipped);
        return services.AddSingleton<IStage, TStage>().AddSingleton<StageRunner>().AddSingleton<WorkLedger>()
            .AddSingleton<ChunkRouter>().AddSingleton<ChunkProgress>().AddSingleton<ChunkWatch>();
    }
}
