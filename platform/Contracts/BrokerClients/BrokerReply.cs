using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Contracts.BrokerClients;

/// <summary>Whom to tell of a job's end on the broker, and in which words: a part of the job's record.</summary>
/// <param name="RequestId">The client's own: <c>request_id</c> of a control message, the workflow's id of an event.</param>
/// <param name="Bucket">As the control message named it.</param>
/// <param name="Event">Set where it was a <c>PDFCreatedEvent</c>.</param>
public sealed record BrokerReply(string RequestId, string? Bucket = null, BrokerEventHeader? Event = null)
{
    /// <summary>Where the answer is published.</summary>
    [JsonIgnore]
    public string Topic => Event is null ? Topics.DoclingCompleted : Topics.FinalAudioCreated;

    /// <summary>The same request, however often it comes: its job is made once.</summary>
    [JsonIgnore]
    public string IdempotencyKey => $"broker {Topic} {RequestId}";
}

/// <summary>What the answer to an event repeats of its header.</summary>
/// <param name="Spelling">How the event's fields are spelled; the answer's are spelled alike.</param>
/// <param name="TenantId">The client's own word: nothing here goes by it.</param>
public sealed record BrokerEventHeader(EventSpelling Spelling, string? UserId, string? TenantId);

/// <summary>Three spellings of one field: <c>PDFKey</c>, <c>pdfKey</c>, <c>pdf_key</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EventSpelling>))]
public enum EventSpelling
{
    Pascal,
    Camel,
    Snake,
}
