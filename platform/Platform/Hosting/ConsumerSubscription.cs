using Dapr;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Platform.Hosting.Canaries;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace DaprProcessing.Platform.Hosting;

/// <summary>Subscribes a route to what a consumer of the catalogue takes, canaries aside.</summary>
public static class ConsumerSubscription
{
    /// <summary>
    /// Whether a replica that works on several messages subscribes as often: daprd calls it with one message at a time for each
    /// subscription to a pluggable component.
    /// </summary>
    public const string PerSlotSetting = "PubSub:SubscriptionPerSlot";

    /// <param name="maxInFlight">Messages at work at a time in one replica.</param>
    public static TBuilder WithConsumer<TBuilder>(
        this TBuilder endpoint, Consumer consumer, int maxInFlight, IConfiguration configuration)
        where TBuilder : IEndpointConventionBuilder
    {
        var topics = configuration.GetValue(PerSlotSetting, false) ? consumer.SlotTopics(maxInFlight) : [consumer.Topic];
        foreach (var topic in topics)
        {
            endpoint.WithTopic(new TopicOptions
            {
                PubsubName = DaprNames.PubSub,
                Name = topic,
                Metadata = consumer.SubscriptionMetadata(maxInFlight / topics.Count),
            });
        }

        return endpoint.WithCanary();
    }
}
