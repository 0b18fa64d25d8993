using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Platform.Hosting;

/// <summary>Reads delivered messages; what cannot be read goes to the dead letters instead of blocking the queue.</summary>
public sealed class MessageReader(DeadLetters deadLetters)
{
    /// <summary>The message, or null once it is a dead letter: then there is nothing left to do but to acknowledge it.</summary>
    /// <param name="isWhole">Whether everything is there that the handler relies on.</param>
    public async Task<T?> ReadAsync<T>(HttpRequest request, string topic, Func<T, bool> isWhole)
        where T : class
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        try
        {
            if (JsonSerializer.Deserialize<T>(bytes.Span, ServiceHost.Json) is { } message && isWhole(message))
            {
                return message;
            }

            await deadLetters.DeadLetterAsync(
                topic, bytes, "incomplete, or of another schema version",
                request.HttpContext.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            await deadLetters.DeadLetterAsync(
                topic, bytes, error.Message, request.HttpContext.RequestAborted).ConfigureAwait(false);
        }

        return null;
    }
}
