using System.Net.Http.Headers;
using System.Text.Json;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.CloudEvents;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Posts a message to the app's route and reads its answer.</summary>
internal sealed class HttpMessageSink(AppChannel channel, SubscriptionDefinition subscription)
{
    private const int MaxAnswerBytes = 64 << 10;
    private static readonly MediaTypeHeaderValue CloudEvent = new("application/cloudevents+json");

    /// <summary>Throws <see cref="DeliveryFailedException"/> where the app asks for another try or cannot be reached.</summary>
    public async Task<AppAnswer> SendAsync(Delivery delivery, EnvelopeFacts facts, CancellationToken cancellationToken)
    {
        if (!await channel.Gate.WaitAsync(cancellationToken))
        {
            throw new DeliveryFailedException("the app is away", AppLoss.BeforeCall);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, subscription.Path));
        request.Content = new ReadOnlyMemoryContent(
            subscription.IsRawPayload ? RawEnvelope.Wrap(subscription.PubSubName, delivery.Topic, delivery.Data) : delivery.Data);
        request.Content.Headers.ContentType = CloudEvent;
        request.Headers.TryAddWithoutValidation("pubsubname", subscription.PubSubName);
        request.Headers.TryAddWithoutValidation("topic", delivery.Topic);
        request.Headers.TryAddWithoutValidation(Delivery.CountKey, $"{delivery.DeliveryCount}");
        if (facts.TraceParent is { } parent)
        {
            var traceParent = parent.Length > 0 ? parent : TraceContext.NoParent;
            request.Headers.TryAddWithoutValidation(TraceContext.ParentHeader, traceParent);
        }

        using var slot = await channel.EnterAsync(cancellationToken);
        try
        {
            using var response = await channel.SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw DeliveryFailedException.From(failure);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new DeliveryFailedException(failure.Message, AppLoss.MidCall, failure);
        }
    }

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
        return body.Length == 0 ? AppAnswer.Success : Read(body);
    }

    private static AppAnswer Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return new JsonFields(document.RootElement).Text("status") switch
            {
                null or "" or "SUCCESS" => AppAnswer.Success,
                "DROP" => AppAnswer.Drop,
                "RETRY" => throw new DeliveryFailedException("the app asks for a retry") { IsAskedFor = true },
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

internal enum AppAnswer
{
    Success,
    Drop,
}
