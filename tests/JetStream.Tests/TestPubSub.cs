using System.Text;
using DaprProcessing.Components;
using DaprProcessing.JetStream;
using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests;

/// <summary>Shorthand for the component under test and for a look behind it.</summary>
internal static class TestPubSub
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    public static async Task<JetStreamPubSub> ConnectAsync(NatsServer server, params (string Key, string Value)[] settings)
    {
        var metadata = new Dictionary<string, string> { ["natsURL"] = server.Url };
        foreach (var (key, value) in settings)
        {
            metadata[key] = value;
        }

        var component = new JetStreamPubSub();
        await component.InitAsync(new ComponentMetadata("pubsub", "pubsub.jetstream", metadata), CancellationToken.None);
        return component;
    }

    public static Task PublishAsync(this IPubSub pubSub, string topic, string text, string? messageId = null) =>
        pubSub.PublishAsync(new PublishRequest(topic, Encoding.UTF8.GetBytes(text), messageId), CancellationToken.None);

    public static Task<IAsyncDisposable> SubscribeAsync(
        this IPubSub pubSub, string topic, DeliveryHandler handler, params (string Key, string Value)[] settings) =>
        pubSub.SubscribeAsync(
            new SubscribeRequest(topic, "app", settings.ToDictionary(setting => setting.Key, setting => setting.Value)),
            handler,
            CancellationToken.None);

    public static string Text(this Delivery delivery) => Encoding.UTF8.GetString(delivery.Data.Span);
}
