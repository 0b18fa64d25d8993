using Dapr;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages;

/// <summary>Where Dapr delivers a stage's messages.</summary>
public static class StageEndpoint
{
    /// <summary>Subscribes the app's stage to its topic, with the durable group of the catalogue, and maps its probes.</summary>
    public static WebApplication MapStage(this WebApplication app)
    {
        var consumer = app.Services.GetRequiredService<StageDirectory>().Find(app.Services.GetRequiredService<IStage>().Name);
        var options = app.Services.GetRequiredService<IOptions<StageOptions>>().Value;
        app.UseSidecarToken().UseCloudEvents();
        app.MapSubscribeHandler();
        app.MapPost("/work", async (HttpRequest request, MessageReader reader, StageRunner runner) =>
            await reader.ReadAsync<ChunkWork>(request, consumer.Topic, IsWhole).ConfigureAwait(false) is { } work
                ? await runner.RunAsync(work).ConfigureAwait(false)
                : DeliveryAnswer.Success)
            .WithTopic(new TopicOptions
            {
                PubsubName = DaprNames.PubSub,
                Name = consumer.Topic,
                Metadata = consumer.SubscriptionMetadata(options.MaxInFlight),
            });
        app.MapHealth();
        return app;
    }

    private static bool IsWhole(ChunkWork work) => work is
    {
        Header: { SchemaVersion: EventHeader.CurrentSchema, Job.Id: not null, Job.Tenant: not null },
        ChunkId: not null,
        ReplyTo: not null,
        Slip.Count: > 0,
        Pages: not null,
        Source: not null,
        Options: not null,
    };
}
