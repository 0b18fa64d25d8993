using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.Stages;

/// <summary>
/// A stage as a service, in every role that its class has: subscribed to its topic with the durable group of the catalogue.
/// </summary>
public static class StageHost
{
    /// <returns>The exit status.</returns>
    public static Task<int> RunAsync<TStage>(string[] args)
        where TStage : class, IStageDefinition => ServiceProgram.RunAsync(TStage.Name, () => Build<TStage>(args));

    /// <param name="args">Command line, read as configuration.</param>
    /// <param name="shared">Instances that services in one process share, such as the engine pool; registered first.</param>
    public static WebApplication Build<TStage>(string[] args, Action<IServiceCollection>? shared = null)
        where TStage : class, IStageDefinition
    {
        var builder = ServiceHost.CreateBuilder(TStage.Name, args, shared);
        builder.Services.TryAddSingleton(ConsumerCatalogue.Shipped);
        builder.Services.AddSingleton<TStage>().AddRole<TStage, IStage>().AddRole<TStage, ICutter>().AddRole<TStage, IGatherer>();
        builder.Services.Configure<WorkerOptions>(worker => worker.MaxInFlight = TStage.InFlight);
        builder.Services.AddWorker(TStage.Name);
        TStage.AddServices(builder.Services, builder.Configuration);

        var app = builder.Build();
        return app.MapWorker(app.Services.GetRequiredService<ConsumerCatalogue>().Stage(TStage.Name));
    }

    // A class may have one role or all.
    private static IServiceCollection AddRole<TStage, TRole>(this IServiceCollection services)
        where TStage : class, IStageDefinition
        where TRole : class => typeof(TStage).IsAssignableTo(typeof(TRole))
            ? services.AddSingleton(provider => (TRole)(object)provider.GetRequiredService<TStage>()) : services;
}
