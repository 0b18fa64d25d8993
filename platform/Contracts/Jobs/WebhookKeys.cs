using System.Globalization;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>Where webhooks live.</summary>
public static class WebhookKeys
{
    /// <summary>Prefix of one object per webhook that is due, the first due first in key order; gateways walk them.</summary>
    public const string Markers = "_webhooks/";

    /// <summary>State: the webhook.</summary>
    public static string Record(JobId job) => $"webhooks/{job}";

    public static string Marker(JobId job, DateTimeOffset dueAt) => $"{Markers}{dueAt.UtcTicks:D19}/{job}";

    /// <summary>The job that <see cref="Marker"/> named, and when its webhook is due.</summary>
    public static (JobId Job, DateTimeOffset DueAt) OfMarker(string key) =>
        key[Markers.Length..].Split('/') is [var ticks, var tenant, var id] && long.TryParse(
            ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var dueAt)
            ? (new JobId(tenant, id), new DateTimeOffset(dueAt, TimeSpan.Zero))
            : throw new InvalidDataException($"'{key}' does not name a webhook");
}
