using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Hosting.Canaries;
using DaprProcessing.Stages.Chunks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages.Work;

/// <summary>A service that works on what its topic brings.</summary>
public static class WorkerRegistration
{
    /// <param name="name">The app id; also the stage's name in keys, logs and failures.</param>
    public static IServiceCollection AddWorker(this IServiceCollection services, string name)
    {
        services.AddOptions<WorkerOptions>().BindConfiguration(WorkerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddCanary(provider => provider.GetRequiredService<ConsumerCatalogue>().Stage(name));
        return services.AddSingleton(new WorkerName(name)).AddSingleton<WorkLedger>().AddSingleton<WorkSlots>()
            .AddSingleton<WorkWatch>().AddSingleton<ChunkProgress>().AddSingleton<StageRouter>().AddSingleton<StageRoleSet>()
            .AddSingleton<StageHandler>().AddSingleton<WorkRunner>().AddSingleton<WorkObserver>();
    }

    /// <summary>Subscribes the app to the consumer's topic, with its durable group, and maps the probes.</summary>
    public static WebApplication MapWorker(this WebApplication app, Consumer consumer)
    {
        var options = app.Services.GetRequiredService<IOptions<WorkerOptions>>().Value;
        var others = consumer.TakesClients ? app.Services.GetRequiredService<StrangersMessages>() : null;
        app.UseSidecarToken().UseOutageAnswers().UsePlainMessages().UseCloudEvents(MessageReader.Envelopes);
        app.MapSubscribeHandler();
        app.MapPost("/work", async (HttpRequest request, MessageReader reader, WorkObserver runner) =>
            await reader.ReadAsync<StageWork>(request, consumer.Topic, work => work.IsWhole, others)
                .ConfigureAwait(false) is { } work
                ? await runner.RunAsync(work, MessageReader.DeliveryCount(request)).ConfigureAwait(false)
                : DeliveryAnswer.Success)
            .WithConsumer(consumer, options.MaxInFlight, app.Configuration);
        app.MapHealth();
        app.MapCanary();
        return app;
    }
}

/// <param name="Name">The app id of the service; also the stage's name in keys, logs and failures.</param>
public sealed record WorkerName(string Name);
