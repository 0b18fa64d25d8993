namespace DaprProcessing.Client;

/// <summary>Whom the platform serves apart from others, as its administrator sees it.</summary>
/// <param name="Disabled">Its keys are refused.</param>
/// <param name="Limits">Its own limits; where it has none, the installation's hold.</param>
public sealed record Tenant(
    string Name, DateTimeOffset CreatedAt, bool Disabled, TenantLimits? Limits, IReadOnlyList<TenantKey>? Keys);

/// <summary>What is known of a key; the key itself is kept nowhere.</summary>
/// <param name="Id">What names it.</param>
/// <param name="Status"><c>valid</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="LastUsedAt">To the minute; null where it never was.</param>
public sealed record TenantKey(
    string Id, string Label, string Status, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt);

/// <summary>A key that was just made.</summary>
/// <param name="Key">The key itself: this is the only time that it is told.</param>
public sealed record NewTenantKey(string Tenant, string Id, string Key, string Label, DateTimeOffset? ExpiresAt);

/// <summary>What a tenant may do; null for what is not to be limited, or not to be changed.</summary>
public sealed record TenantLimits
{
    /// <summary>Requests of any kind in a minute.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Jobs that have not ended, waiting or at work.</summary>
    public int? OpenJobs { get; init; }

    /// <summary>Jobs at work at a time; more wait for one to end.</summary>
    public int? RunningJobs { get; init; }

    /// <summary>Jobs that wait, beside those at work.</summary>
    public int? QueuedJobs { get; init; }

    /// <summary>Bytes of documents taken in a day (UTC).</summary>
    public long? BytesPerDay { get; init; }

    /// <summary>Pages processed in a day (UTC), those of jobs at work with them.</summary>
    public long? PagesPerDay { get; init; }

    /// <summary>How long jobs and results are kept at most.</summary>
    public int? RetentionDays { get; init; }
}
