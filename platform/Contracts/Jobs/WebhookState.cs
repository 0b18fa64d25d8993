using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>
/// The life of a webhook: waiting for the job's end → due → delivered or given up; a replay makes it due again.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookState>))]
public enum WebhookState
{
    [JsonStringEnumMemberName("waiting")] Waiting,
    [JsonStringEnumMemberName("due")] Due,
    [JsonStringEnumMemberName("delivered")] Delivered,
    [JsonStringEnumMemberName("failed")] Failed,
}
