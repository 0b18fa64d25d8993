using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>An envelope with JSON data.</summary>
/// <param name="data">The payload.</param>
public class CloudEvent<TData>(TData data) : CloudEvent
{
    /// <summary>The payload.</summary>
    [JsonPropertyName("data")]
    public TData Data { get; } = data;

    /// <summary>Always application/json.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; } = "application/json";
}
