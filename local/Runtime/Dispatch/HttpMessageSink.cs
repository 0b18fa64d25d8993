using System.Net.Http.Headers;
using System.Text.Json;
using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.CloudEvents;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Posts a message to the app's route and reads its verdict.</summary>
internal sealed class HttpMessageSink(AppChannel channel, SubscriptionDefinition subscription) : IMessageSink
{
    private const int MaxAnswerBytes = 64 << 10;
    private static readonly MediaTypeHeaderValue CloudEvent = new("application/cloudevents+json");

    public async Task<AppAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await AppFailure.ThrowUnlessOpenAsync(channel.Gate, cancellationToken);
        var delivery = message.Delivery;
        var body = subscription.IsRawPayload ? RawEnvelope.Wrap(subscription.PubSubName, delivery.Topic, delivery.Data) : delivery.Data;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, message.Path));
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = CloudEvent;
        AddHeaders(request, delivery, message.Facts);
        using var slot = await channel.EnterAsync(cancellationToken);
        try
        {
            using var response = await channel.SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw AppFailure.From(failure);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new DeliveryFailedException(failure.Message, AppLoss.MidCall, failure);
        }
    }

    private void AddHeaders(HttpRequestMessage request, Delivery delivery, EnvelopeFacts facts)
    {
        foreach (var (name, value) in delivery.Metadata)
        {
            // A header cannot carry everything metadata can, and one that cannot be sent would fail the whole call.
            request.Headers.TryAddWithoutValidation(name, IsHeaderText(value) ? value : Uri.EscapeDataString(value));
        }

        request.Headers.TryAddWithoutValidation("pubsubName", subscription.PubSubName);
        if (facts.TraceParent is { } parent && !request.Headers.Contains("traceparent"))
        {
            request.Headers.TryAddWithoutValidation("traceparent", parent);
        }
    }

    private static bool IsHeaderText(string value) => value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;

    private static async Task<AppAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status == 404)
        {
            return AppAnswer.Drop;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new DeliveryFailedException($"the app answered {status}");
        }

        var body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, cancellationToken);
        return body.Length == 0 ? AppAnswer.Success : Verdict(body);
    }

    private static AppAnswer Verdict(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return new JsonFields(document.RootElement).Text("status") switch
            {
                null or "" or "SUCCESS" => AppAnswer.Success,
                "DROP" => AppAnswer.Drop,
                "RETRY" => throw new DeliveryFailedException("the app asks for a retry"),
                var other => throw new DeliveryFailedException($"the app answered the unknown status '{other}'"),
            };
        }
        catch (JsonException)
        {
            // Apps answer 200 "OK" and mean it.
            return AppAnswer.Success;
        }
    }
}
