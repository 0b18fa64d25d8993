using System.Text;
using System.Text.Json;

namespace DaprProcessing.Engines.Remote;

/// <summary>An answer of a remote engine, read to its end within bounds.</summary>
/// <param name="RetryAfter">How long the engine wants to be left alone, where it says so.</param>
public sealed record RemoteAnswer(int Status, string? MediaType, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <exception cref="JsonException">Not JSON.</exception>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    internal static async Task<RemoteAnswer> ReadAsync(
        HttpResponseMessage response, long maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        var content = response.Content;
        if (content.Headers.ContentLength > maxBytes)
        {
            throw new InvalidDataException($"the answer has more than {maxBytes} bytes");
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > maxBytes)
            {
                throw new InvalidDataException($"the answer has more than {maxBytes} bytes");
            }
        }

        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : null);
        return new RemoteAnswer(
            (int)response.StatusCode, content.Headers.ContentType?.MediaType, body.GetBuffer().AsMemory(0, (int)body.Length),
            wait is { } given ? (given > TimeSpan.Zero ? given : TimeSpan.Zero) : null);
    }
}
