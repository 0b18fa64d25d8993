using System.Text.Json.Serialization;

namespace DaprProcessing.Client.Broker;

/// <summary>What became of a request.</summary>
/// <param name="Id">The same each time it is told.</param>
/// <param name="RequestId">As the control message had it.</param>
public sealed record CompletionMessage(
    [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("request_id")] string RequestId)
{
    /// <summary><c>completed</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; init; } = "";

    /// <summary>As the control message had it.</summary>
    [JsonPropertyName("s3_bucket")]
    public string? Bucket { get; init; }

    /// <summary>The DoclingDocument, in the same bucket; null where there is none.</summary>
    [JsonPropertyName("s3_key")]
    public string? Key { get; init; }

    /// <summary>Name of each artifact → its key.</summary>
    [JsonPropertyName("artifacts")]
    public IReadOnlyDictionary<string, string> Artifacts { get; init; } = new Dictionary<string, string>();

    /// <summary>Null where no job was made.</summary>
    [JsonPropertyName("job_id")]
    public string? JobId { get; init; }

    /// <summary>As <c>GET /v1/jobs/{id}</c> has it; null where no job was made.</summary>
    [JsonPropertyName("job_status")]
    public string? JobStatus { get; init; }

    /// <summary>Pages without a result.</summary>
    [JsonPropertyName("pages_failed")]
    public int PagesFailed { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    [JsonPropertyName("error")]
    public Problem? Error { get; init; }
}
