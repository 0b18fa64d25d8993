using DaprProcessing.Components;

namespace DaprProcessing.JetStream;

/// <summary>
/// How long a message whose handler asked for a retry stays away: the steps of <c>backOff</c> (the last one repeats), else
/// <c>redeliveryDelay</c> doubled each time up to <c>maxRedeliveryDelay</c>.
/// </summary>
internal sealed class RedeliveryDelay(IReadOnlyList<TimeSpan> steps, TimeSpan first, TimeSpan longest)
{
    public static RedeliveryDelay Read(ComponentMetadata metadata)
    {
        var steps = new List<TimeSpan>();
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var step in (metadata.Get("backOff") ?? "").Split(',', Tidy))
        {
            steps.Add(GoDuration.TryParse(step, out var delay) && delay >= TimeSpan.Zero
                ? delay
                : throw JetStreamSettings.Wrong(metadata, "backOff", $"is not a list of durations such as 1s,5s: '{step}'"));
        }

        return new(
            steps,
            JetStreamSettings.Positive(metadata, "redeliveryDelay", TimeSpan.FromSeconds(1)),
            JetStreamSettings.Positive(metadata, "maxRedeliveryDelay", TimeSpan.FromSeconds(30)));
    }

    /// <param name="deliveries">1 after the first delivery.</param>
    public TimeSpan After(int deliveries)
    {
        var failures = Math.Max(0, deliveries - 1);
        return steps.Count > 0
            ? steps[Math.Min(failures, steps.Count - 1)]
            : TimeSpan.FromTicks((long)Math.Min(longest.Ticks, first.Ticks * Math.Pow(2, Math.Min(failures, 30))));
    }
}
