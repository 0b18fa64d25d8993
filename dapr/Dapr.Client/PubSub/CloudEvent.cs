using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>The envelope attributes a publisher may choose; the sidecar fills in the others.</summary>
public class CloudEvent
{
    /// <summary>Where the event comes from; the sidecar's default is "Dapr".</summary>
    [JsonPropertyName("source")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? Source { get; init; }

    /// <summary>What happened; the sidecar's default is <c>com.dapr.event.sent</c>.</summary>
    [JsonPropertyName("type")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>What it happened to.</summary>
    [JsonPropertyName("subject")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subject { get; init; }
}
