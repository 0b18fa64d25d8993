using System.Text.Json.Serialization;

namespace DaprProcessing.Client;

/// <summary>A job as it was at the moment of an answer.</summary>
/// <param name="Id">What it is asked for by.</param>
/// <param name="Pipeline">What the document runs through.</param>
/// <param name="FileName">The document's name, as the caller gave it.</param>
/// <param name="MediaType">The document's kind, as the platform found it.</param>
/// <param name="SizeBytes">The document's size.</param>
/// <param name="StartedAt">Null before the work begins.</param>
/// <param name="FinishedAt">Null before the end.</param>
/// <param name="ExpiresAt">When the platform forgets the job and its results.</param>
/// <param name="Pages">Null until the pages are counted.</param>
/// <param name="Stages">In the order that pages pass them.</param>
/// <param name="Error">Why the job failed; null where it did not.</param>
public sealed record Job(
    string Id, JobStatus Status, string Pipeline, string FileName, string MediaType, long SizeBytes, DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? ExpiresAt, JobPages? Pages,
    IReadOnlyList<JobStage> Stages, Problem? Error)
{
    /// <summary>In the order that pages pass them.</summary>
    public IReadOnlyList<JobStage> Stages { get; init; } = Stages ?? [];

    /// <summary>Jobs of the tenant that were accepted before and have not ended; null once pages are done.</summary>
    /// <remarks>Like <see cref="EtaSeconds"/> only where one job is asked for, not in lists.</remarks>
    public int? QueuePosition { get; init; }

    /// <summary>Seconds until the end, by how fast the pages so far were done; null while it is too early to say.</summary>
    public int? EtaSeconds { get; init; }

    /// <summary>Nothing about it changes any more.</summary>
    [JsonIgnore]
    public bool HasEnded =>
        Status is JobStatus.Succeeded or JobStatus.PartiallySucceeded or JobStatus.Failed or JobStatus.Cancelled;

    /// <summary>It has a result: of every page, or of those that did not fail.</summary>
    [JsonIgnore]
    public bool HasResult => Status is JobStatus.Succeeded or JobStatus.PartiallySucceeded;
}

/// <summary>How far a job is.</summary>
/// <param name="Total">Pages of the document.</param>
/// <param name="Done">Pages that have passed the last stage.</param>
/// <param name="Failed">Pages without a result.</param>
public sealed record JobPages(int Total, int Done, int Failed);

/// <summary>How far one stage of a job is.</summary>
/// <param name="Name">For example <c>pdf-to-png</c>.</param>
/// <param name="PagesDone">Pages that have passed it.</param>
/// <param name="PagesTotal">Null until the pages are counted.</param>
public sealed record JobStage(string Name, int PagesDone, int? PagesTotal);
