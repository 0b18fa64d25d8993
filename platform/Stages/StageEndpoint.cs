using System.Text.Json;
using Dapr;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Hosting;
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
        var consumer = ConsumerCatalogue.OfStage(app.Services.GetRequiredService<IStage>().Name);
        var options = app.Services.GetRequiredService<IOptions<StageOptions>>().Value;
        app.UseCloudEvents();
        app.MapSubscribeHandler();
        app.MapPost("/work", async (HttpRequest request, StageRunner runner) => await ReadAsync(request).ConfigureAwait(false) is { } work
                ? await runner.RunAsync(work).ConfigureAwait(false)
                : DeliveryAnswer.Drop)
            .WithTopic(new TopicOptions
            {
                PubsubName = DaprNames.PubSub,
                Name = consumer.Topic,
                DeadLetterTopic = Topics.DeadLetter,
                Metadata = consumer.SubscriptionMetadata(options.MaxInFlight),
            });
        app.MapHealth();
        return app;
    }

    // Null for what no stage of this version can read: it goes to the dead letters instead of blocking the queue.
    private static async Task<ChunkWork?> ReadAsync(HttpRequest request)
    {
        try
        {
            var work = await request.ReadFromJsonAsync<ChunkWork>(ServiceHost.Json, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return work is { Header.SchemaVersion: EventHeader.CurrentSchema, Slip.Count: > 0, Pages: not null, Source: not null, Options: not null } ? work : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
