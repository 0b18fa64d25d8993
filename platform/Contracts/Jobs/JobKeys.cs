using System.Globalization;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>Where a job's records and objects live. The tenant comes first in every key.</summary>
public static class JobKeys
{
    /// <summary>Prefix of the objects that say a job is not finished; the reconciler walks them.</summary>
    public const string OpenMarkers = "_open/";

    /// <summary>Prefix of the objects that name jobs deleted at work; what late writes leave of them is swept.</summary>
    public const string DeletedMarkers = "_deleted/";

    /// <summary>Prefix of the objects that list jobs, of all tenants.</summary>
    public const string AllListMarkers = "_jobs/";

    /// <summary>State: the job record.</summary>
    public static string Record(JobId job) => $"jobs/{job}";

    /// <summary>State: pages done per stage.</summary>
    public static string Progress(JobId job) => $"progress/{job}";

    /// <summary>State: what must not appear in a message, log or result (the PDF password); gone when the job ends.</summary>
    public static string Secret(JobId job) => $"secrets/{job}";

    /// <summary>State: who works on one chunk (or the assembly) in one stage, and how often it was begun.</summary>
    public static string Work(JobId job, string workId, string stage) => $"work/{job}/{workId}/{stage}";

    /// <summary>State: what came out of the work that <see cref="Work"/> named.</summary>
    public static string WorkOutcome(string workKey) => $"{workKey}/outcome";

    /// <summary>State: which job an Idempotency-Key made.</summary>
    public static string Idempotency(string tenant, string keyHash) => $"idempotency/{tenant}/{keyHash}";

    /// <summary>Object: says that the job is not finished.</summary>
    public static string OpenMarker(JobId job) => $"{OpenMarkers}{job}";

    /// <summary>Prefix of one object per job of the tenant, newest first in key order; listing walks them.</summary>
    public static string ListMarkers(string tenant) => $"{AllListMarkers}{tenant}/";

    public static string ListMarker(JobId job, DateTimeOffset createdAt) =>
        $"{ListMarkers(job.Tenant)}{long.MaxValue - createdAt.UtcTicks:D19}-{job.Id}";

    /// <summary>The job that <see cref="ListMarker"/> named; null for a stray object under the prefix.</summary>
    public static JobId? JobOfListMarker(string key) =>
        key[AllListMarkers.Length..].Split('/') is [var tenant, var name]
            ? WellFormed(tenant, name[(name.IndexOf('-') + 1)..]) : null;

    /// <summary>The job that <see cref="OpenMarker"/> named; null for a stray object under the prefix.</summary>
    public static JobId? JobOfOpenMarker(string key) =>
        key[OpenMarkers.Length..].Split('/') is [var tenant, var id] ? WellFormed(tenant, id) : null;

    public static string DeletedMarker(JobId job, DateTimeOffset deletedAt) =>
        $"{DeletedMarkers}{deletedAt.UtcTicks:D19}/{job}";

    /// <summary>
    /// The job that <see cref="DeletedMarker"/> named, and when it was deleted; null for a stray object under the prefix.
    /// </summary>
    public static (JobId Job, DateTimeOffset DeletedAt)? OfDeletedMarker(string key) =>
        key[DeletedMarkers.Length..].Split('/') is [var at, var tenant, var id] && WellFormed(tenant, id) is { } job
            && Time(at) is { } deletedAt ? (job, deletedAt) : null;

    /// <summary>Prefix of every object of the job.</summary>
    public static string Root(JobId job) => $"{job}/";

    public static string Source(JobId job) => $"{job}/raw/source";

    public static string PageImage(JobId job, int pageNo) => $"{job}/pages/{pageNo:D4}.png";

    /// <summary>Object: what pages say, those of a chunk by its id.</summary>
    public static string PageTexts(JobId job, string name) => $"{job}/text/{name}.json";

    public static string Layout(JobId job, string chunkId) => $"{job}/layout/{chunkId}.json";

    /// <summary>Prefix of the outcomes of a job's chunks.</summary>
    public static string ChunkOutcomes(JobId job) => $"{job}/chunks/";

    public static string ChunkOutcome(JobId job, string chunkId) => $"{job}/chunks/{chunkId}.json";

    /// <summary>Object that stages pass on to each other, and callers do not see.</summary>
    public static string OfStage(JobId job, string stage, string name) => $"{job}/stages/{stage}/{name}";

    /// <summary>Object of the finished job as a whole, by artifact name.</summary>
    public static string Result(JobId job, string name) => $"{job}/result/{name}";

    /// <summary>Object of an artifact: those of single pages have a folder of their kind, <c>pages/0001.png</c>.</summary>
    public static string Artifact(JobId job, string name) => name.Contains('/') ? $"{job}/{name}" : Result(job, name);

    internal static DateTimeOffset? Time(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(value, TimeSpan.Zero) : null;

    internal static JobId? WellFormed(string tenant, string id) =>
        tenant.Length > 0 && JobId.IsWellFormed(id) ? new JobId(tenant, id) : null;
}
