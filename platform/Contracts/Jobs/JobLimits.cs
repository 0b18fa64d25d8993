namespace DaprProcessing.Contracts.Jobs;

/// <summary>What the tenant of a job may have at work, as it was when the job came.</summary>
/// <param name="RunningJobs">Jobs at a time; null for as many as the platform takes.</param>
/// <param name="PagesPerDay">Pages in a day (UTC); null for any number.</param>
public sealed record JobLimits(int? RunningJobs, long? PagesPerDay);
