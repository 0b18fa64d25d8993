using System.Text.Json.Serialization;

namespace DaprProcessing.Client.Broker;

/// <summary>Asks for a document to be processed. What is null is not said.</summary>
/// <param name="RequestId">Of your choice, at most 200 characters: the same request, however often it is published.</param>
public sealed record ControlMessage([property: JsonPropertyName("request_id")] string RequestId)
{
    /// <summary>The platform's own; another is refused.</summary>
    [JsonPropertyName("s3_bucket")]
    public string? Bucket { get; init; }

    /// <summary>Where the document is in the bucket, under the prefix that the platform imports from.</summary>
    [JsonPropertyName("s3_key")]
    public string? Key { get; init; }

    /// <summary>Where it is otherwise; taken where the platform fetches documents by URL.</summary>
    [JsonPropertyName("s3_url")]
    public string? Url { get; init; }

    /// <summary>When it was written; for whoever reads messages.</summary>
    [JsonPropertyName("timestamp")]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The document's bytes; another number is refused.</summary>
    [JsonPropertyName("file_size")]
    public long? FileSize { get; init; }

    /// <summary>Seconds in which the job is to have ended.</summary>
    [JsonPropertyName("processing_timeout")]
    public double? ProcessingTimeout { get; init; }
}
