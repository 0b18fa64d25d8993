using System.Text.Json.Serialization;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>The durable truth about a job, at <c>jobs/{tenant}/{id}</c> in the state store. Changed only with its ETag.</summary>
public sealed record JobRecord
{
    public required JobId Id { get; init; }

    /// <summary>Name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>
    /// The phases of the pipeline as it was when the job was accepted: a later change to it leaves the job alone.
    /// </summary>
    public required IReadOnlyList<Phase> Phases { get; init; }

    /// <summary>How many units each phase has, as far as phases were begun: of the first, the document's pages.</summary>
    public IReadOnlyList<int> Units { get; init; } = [];

    /// <summary>The artifacts likewise.</summary>
    public required IReadOnlyList<string> Artifacts { get; init; }

    public required JobStatus Status { get; init; }

    public required JobOptions Options { get; init; }

    public required SourceFile Source { get; init; }

    /// <summary>Hash of the Idempotency-Key the job came with; deleting the job frees the key.</summary>
    public string? IdempotencyKeyHash { get; init; }

    /// <summary>
    /// What reports of its work are signed with (<see cref="Messages.ReportSignature"/>); null for a job from before there were
    /// such keys.
    /// </summary>
    public string? ReportKey { get; init; }

    /// <summary>The task of a docling-serve client that the job is part of; null for any other.</summary>
    public string? TaskId { get; init; }

    /// <summary>Somebody wants to be told of its end (<see cref="WebhookKeys.Record"/>).</summary>
    public bool HasWebhook { get; init; }

    /// <summary>Whom to tell of its end on the broker; null for a job that came by HTTP.</summary>
    public BrokerReply? Reply { get; init; }

    /// <summary>The job of the same document whose good pages this one carries over; null for most.</summary>
    public JobId? Continues { get; init; }

    /// <summary>When the job is to have ended, where its client is less patient than the platform.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Of its tenant; null where nothing is limited that counts once a job is accepted.</summary>
    public JobLimits? Limits { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the job and its objects are removed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Pages of the document, or units of the first phase; null until the plan is made.</summary>
    [JsonIgnore]
    public int? PagesTotal => Units.Count > 0 ? Units[0] : null;

    /// <summary>Pages that ended without a result.</summary>
    public int PagesFailed { get; init; }

    /// <summary>Why the job failed; null otherwise.</summary>
    public Failure? Failure { get; init; }

    /// <summary>True once the caller asked to stop or the job has ended: stages stop at the next page.</summary>
    [JsonIgnore]
    public bool IsStopping => Status == JobStatus.Cancelling || Status.IsTerminal();
}

/// <param name="Key">Object key of the uploaded bytes.</param>
/// <param name="FileName">As the caller named it; data only, never a path.</param>
/// <param name="MediaType">As sniffed from the bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="HasPassword">A password came with it; it is kept apart (<see cref="JobKeys.Secret"/>).</param>
public sealed record SourceFile(
    string Key, string FileName, string MediaType, long SizeBytes, string Sha256, bool HasPassword = false);
