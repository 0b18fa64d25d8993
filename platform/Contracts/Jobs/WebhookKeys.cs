namespace DaprProcessing.Contracts.Jobs;

/// <summary>Where webhooks live.</summary>
public static class WebhookKeys
{
    /// <summary>Prefix of one object per webhook that is due, the first due first in key order; gateways walk them.</summary>
    public const string Markers = "_webhooks/";

    /// <summary>State: the webhook.</summary>
    public static string Record(JobId job) => $"webhooks/{job}";

    public static string Marker(JobId job, DateTimeOffset dueAt) => $"{Markers}{dueAt.UtcTicks:D19}/{job}";

    /// <summary>
    /// The job that <see cref="Marker"/> named, and when its webhook is due; null for a stray object under the prefix.
    /// </summary>
    public static (JobId Job, DateTimeOffset DueAt)? OfMarker(string key) =>
        key[Markers.Length..].Split('/') is [var ticks, var tenant, var id] && JobKeys.WellFormed(tenant, id) is { } job
            && JobKeys.Time(ticks) is { } dueAt ? (job, dueAt) : null;
}
