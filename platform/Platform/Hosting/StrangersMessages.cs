using System.Text.Json;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// Messages of clients on a topic of ours: objects without the <c>kind</c> that everything of ours has there. A stage knows none
/// of them; it keeps them for the gateway, which does.
/// </summary>
public sealed partial class StrangersMessages(BrokerMessageStore messages, ILogger<StrangersMessages> logger)
{
    /// <summary>False for what is ours, and for what is no JSON object.</summary>
    public async Task<bool> TryKeepAsync(string topic, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!IsStrange(body.Span))
        {
            return false;
        }

        await messages.KeepAsync(topic, body, cancellationToken).ConfigureAwait(false);
        LogKept(logger, topic, body.Length);
        return true;
    }

    // The kind may come last: sidecars write the fields of an event's data in an order of their own.
    private static bool IsStrange(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("kind"u8))
                {
                    return false;
                }

                json.Skip();
            }

            return !json.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "a client's message of {Topic}, {Bytes} bytes, is kept")]
    private static partial void LogKept(ILogger logger, string topic, int bytes);
}
