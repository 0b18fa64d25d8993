using System.Text.Json;
using Dapr;
using DaprProcessing.Platform.Hosting.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace DaprProcessing.Platform.Hosting;

/// <summary>Reads delivered messages; what cannot be read goes to the dead letters instead of blocking the queue.</summary>
public sealed class MessageReader(DeadLetters deadLetters, IHostEnvironment host)
{
    /// <summary>Where the envelope says that its message was published: of a wildcard's topics, which one.</summary>
    private const string TopicHeader = "Cloudevent.topic";
    private const string TypeHeader = "Cloudevent.type";
    private const string IdHeader = "Cloudevent.id";

    private const string DefaultContentType = "application/json";

    /// <summary>How envelopes are opened for it.</summary>
    public static CloudEventsMiddlewareOptions Envelopes { get; } =
        new() { ForwardCloudEventPropertiesAsHeaders = true, IncludedCloudEventPropertiesAsHeaders = ["topic", "type", "id"] };

    // Daprd's own JetStream component does not say.
    private const string DeliveryCountHeader = "deliverycount";

    /// <summary>How often the broker has handed the message out; null where it does not say.</summary>
    public static int? DeliveryCount(HttpRequest request) =>
        int.TryParse(request.Headers[DeliveryCountHeader], out var count) ? count : null;

    /// <summary>Of the envelope; empty where nothing says it.</summary>
    internal static string TypeOf(HttpRequest request) => request.Headers[TypeHeader].ToString();

    /// <summary>Of the envelope; empty where nothing says it.</summary>
    internal static string IdOf(HttpRequest request) => request.Headers[IdHeader].ToString();

    /// <summary>
    /// The message, or null once it is a dead letter or another's: then there is nothing left to do but to acknowledge it.
    /// </summary>
    /// <param name="topic">What is subscribed to.</param>
    /// <param name="isWhole">Whether everything is there that the handler relies on.</param>
    /// <param name="others">Takes what is no message of ours; null where there is nobody to.</param>
    public async Task<T?> ReadAsync<T>(HttpRequest request, string topic, Func<T, bool> isWhole, StrangersMessages? others = null)
        where T : class
    {
        DeliveryMetrics.Delivered(host.ApplicationName, topic, DeliveryCount(request));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (others is not null
            && await others.TryKeepAsync(topic, bytes, request.HttpContext.RequestAborted).ConfigureAwait(false))
        {
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize<T>(bytes.Span, ServiceHost.Json) is { } message && isWhole(message))
            {
                return message;
            }

            await DeadLetterAsync(request, topic, bytes, "incomplete, or of another schema version").ConfigureAwait(false);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            await DeadLetterAsync(request, topic, bytes, error.Message).ConfigureAwait(false);
        }

        return null;
    }

    private Task DeadLetterAsync(HttpRequest request, string topic, ReadOnlyMemory<byte> body, string reason) =>
        deadLetters.DeadLetterAsync(
            request.Headers[TopicHeader].ToString() is { Length: > 0 } published ? published : topic, body,
            request.ContentType ?? DefaultContentType, reason, request.HttpContext.RequestAborted);
}
