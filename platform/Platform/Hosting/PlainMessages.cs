using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Messages without an envelope. A sidecar delivers such a JSON object as it is and calls it a CloudEvent all the same; opened
/// as one, nothing would be left of it.
/// </summary>
public static class PlainMessages
{
    private const string Envelope = "application/cloudevents+json";

    /// <summary>To stand before what opens envelopes.</summary>
    public static WebApplication UsePlainMessages(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.ContentType?.StartsWith(Envelope, StringComparison.OrdinalIgnoreCase) == true)
            {
                await ReadAsync(context.Request).ConfigureAwait(false);
            }

            await next(context).ConfigureAwait(false);
        });
        return app;
    }

    private static async Task ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        if (body.GetBuffer().AsSpan(0, (int)body.Length).IndexOf("\"specversion\""u8) < 0)
        {
            request.ContentType = MediaTypeNames.Application.Json;
        }

        body.Position = 0;
        request.Body = body;
    }
}
