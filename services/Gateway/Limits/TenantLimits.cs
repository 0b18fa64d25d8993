using System.ComponentModel.DataAnnotations;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Gateway.Limits;

/// <summary>
/// What a tenant may do; null for as much as it likes. Section <c>Limits</c> has those of every tenant.
/// </summary>
public sealed record TenantLimits
{
    public const string Section = "Limits";

    public static TenantLimits None { get; } = new();

    /// <summary>Requests of any kind in a minute.</summary>
    [Range(1, 1_000_000)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>Jobs that have not ended, waiting or at work; more are refused.</summary>
    [Range(1, 100_000)]
    public int? OpenJobs { get; set; }

    /// <summary>Jobs at work at a time; more wait, and begin as others end.</summary>
    [Range(1, 10_000)]
    public int? RunningJobs { get; set; }

    /// <summary>Jobs that wait, beside those that <see cref="RunningJobs"/> lets run; more are refused.</summary>
    [Range(1, 100_000)]
    public int? QueuedJobs { get; set; }

    /// <summary>Bytes of documents taken in a day (UTC).</summary>
    [Range(1, long.MaxValue)]
    public long? BytesPerDay { get; set; }

    /// <summary>
    /// Pages in a day (UTC), of jobs that have ended in it and of those at work. With so many no further job is taken that day;
    /// one that was taken and turns out to have more than are left fails before its work begins.
    /// </summary>
    [Range(1, long.MaxValue)]
    public long? PagesPerDay { get; set; }

    /// <summary>How long jobs and their results are kept at most.</summary>
    [Range(1, 3650)]
    public int? RetentionDays { get; set; }

    /// <summary>What of them holds once a job is accepted; null where none does.</summary>
    public JobLimits? OfJobs() =>
        RunningJobs is null && PagesPerDay is null ? null : new JobLimits(RunningJobs, PagesPerDay);

    /// <summary>These limits where they say something, the others elsewhere.</summary>
    public TenantLimits Over(TenantLimits others) => new()
    {
        RequestsPerMinute = RequestsPerMinute ?? others.RequestsPerMinute,
        OpenJobs = OpenJobs ?? others.OpenJobs,
        RunningJobs = RunningJobs ?? others.RunningJobs,
        QueuedJobs = QueuedJobs ?? others.QueuedJobs,
        BytesPerDay = BytesPerDay ?? others.BytesPerDay,
        PagesPerDay = PagesPerDay ?? others.PagesPerDay,
        RetentionDays = RetentionDays ?? others.RetentionDays,
    };
}
