using System.Text.Json.Serialization;

namespace DaprProcessing.Client;

/// <summary>The life of a job: queued, running, and then one of four ends, which never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobStatus>))]
public enum JobStatus
{
    /// <summary>Accepted; nothing has begun.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>Under way.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Asked to stop; what is under way is being given up.</summary>
    [JsonStringEnumMemberName("cancelling")] Cancelling,

    /// <summary>Ended: every page is done.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>Ended: some pages failed, the others are done.</summary>
    [JsonStringEnumMemberName("partially_succeeded")] PartiallySucceeded,

    /// <summary>Ended without a result; <see cref="Job.Error"/> says why.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Ended because somebody cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}
