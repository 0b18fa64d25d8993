using System.Text.Json;
using DaprProcessing.Contracts.BrokerClients;

namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>
/// Reads whom a message is to be answered, whatever else is wrong with it: a control message by its <c>request_id</c>, a
/// <c>PDFCreatedEvent</c> by the workflow's id in its header.
/// </summary>
internal static class BrokerReplyReader
{
    public const string RequestId = "request_id";
    public const string Bucket = "s3_bucket";

    private const int MaxLength = 200;

    /// <summary>Null where nothing says it.</summary>
    public static BrokerReply? Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (Text(message, RequestId) is { } id)
        {
            return new BrokerReply(id, Text(message, Bucket));
        }

        // Without the key there is still the header to tell the spelling by.
        return Candidates(message).Select(fields => ReadEvent(message, fields)).FirstOrDefault(reply => reply is not null);
    }

    /// <summary>How an event is spelled: by its key, or else in any way that its header may be.</summary>
    private static IEnumerable<EventFields> Candidates(JsonElement message) =>
        EventFields.All.Where(fields => message.TryGetProperty(fields.PdfKey, out _)).Concat(EventFields.All);

    private static BrokerReply? ReadEvent(JsonElement message, EventFields fields) =>
        message.TryGetProperty(fields.Header, out var header) && header.ValueKind == JsonValueKind.Object
        && Text(header, fields.WorkflowId) is { } workflow
            ? new BrokerReply(workflow, Event: new BrokerEventHeader(
                fields.Spelling, Text(header, fields.UserId), Text(header, fields.TenantId)))
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxLength } text && !text.Any(char.IsControl) ? text : null;
}
