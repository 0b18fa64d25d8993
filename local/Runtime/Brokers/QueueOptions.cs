using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Brokers;

internal sealed record QueueOptions(int MaxInFlight, TimeSpan RedeliveryDelay)
{
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    public static QueueOptions Read(ComponentMetadata metadata) => new(
        Math.Max(1, metadata.GetInt("maxInFlight", 2 * Environment.ProcessorCount)),
        metadata.GetDuration("redeliveryDelay", TimeSpan.FromMilliseconds(100)));
}
