using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>The life of a job: queued → running → one terminal state, which never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobStatus>))]
public enum JobStatus
{
    [JsonStringEnumMemberName("queued")] Queued,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("cancelling")] Cancelling,
    [JsonStringEnumMemberName("succeeded")] Succeeded,
    [JsonStringEnumMemberName("partially_succeeded")] PartiallySucceeded,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

public static class JobStatusExtensions
{
    public static bool IsTerminal(this JobStatus status) =>
        status is JobStatus.Succeeded or JobStatus.PartiallySucceeded or JobStatus.Failed or JobStatus.Cancelled;

    /// <summary>As it is written in records and answers.</summary>
    public static string Name(this JobStatus status) => JsonSerializer.SerializeToElement(status).GetString()!;
}
