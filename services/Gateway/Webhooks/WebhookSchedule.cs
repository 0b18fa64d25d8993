namespace DaprProcessing.Gateway.Webhooks;

/// <summary>When a webhook that was not taken is tried again: soon at first, at last a day after the job's end.</summary>
internal static class WebhookSchedule
{
    private static readonly TimeSpan[] Offsets =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(16), TimeSpan.FromHours(24),
    ];

    /// <param name="tried">Attempts so far.</param>
    /// <returns>Null where that was the last one.</returns>
    public static DateTimeOffset? Next(DateTimeOffset dueSince, int tried, DateTimeOffset now)
    {
        if (tried >= Offsets.Length)
        {
            return null;
        }

        // After an outage of ours the waits are not made up for in one go.
        var planned = dueSince + Offsets[tried];
        var soonest = now + (tried == 0 ? TimeSpan.Zero : Offsets[1]);
        return planned > soonest ? planned : soonest;
    }
}
