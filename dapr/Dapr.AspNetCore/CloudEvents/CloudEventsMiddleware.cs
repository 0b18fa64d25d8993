using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dapr.AspNetCore;

/// <summary>Replaces the body of a cloud event by its data, so that endpoints bind the payload and know nothing of the envelope.</summary>
internal sealed class CloudEventsMiddleware(RequestDelegate next, CloudEventsMiddlewareOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsCloudEvent(context.Request.ContentType))
        {
            await next(context);
            return;
        }

        CloudEventPayload? payload;
        try
        {
            using var envelope = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            payload = CloudEventPayload.Read(envelope.RootElement, options);
            if (payload is not null && options.ForwardCloudEventPropertiesAsHeaders)
            {
                CloudEventHeaders.Add(context.Request.Headers, envelope.RootElement, options);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON; or JSON with text that is not Unicode, which only shows when it is read.
            payload = null;
        }

        if (payload is null)
        {
            // Not an envelope at all: the same bytes will be as wrong the next time.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await RunAsync(context, payload);
    }

    private async Task RunAsync(HttpContext context, CloudEventPayload payload)
    {
        var request = context.Request;
        var (body, contentType, contentLength) = (request.Body, request.ContentType, request.ContentLength);
        try
        {
            request.Body = new MemoryStream(payload.Data, writable: false);
            request.ContentType = payload.ContentType;
            request.ContentLength = payload.Data.Length;
            await next(context);
        }
        finally
        {
            (request.Body, request.ContentType, request.ContentLength) = (body, contentType, contentLength);
        }
    }

    private static bool IsCloudEvent(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && parsed.MediaType.Equals("application/cloudevents+json", StringComparison.OrdinalIgnoreCase);
}
