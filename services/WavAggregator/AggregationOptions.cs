using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.WavAggregator;

/// <summary>How a replica puts recordings together. Section <c>WavAggregator</c>.</summary>
internal sealed class AggregationOptions
{
    public const string Section = "WavAggregator";

    /// <summary>Parts that are fetched at a time.</summary>
    [Range(1, 100)]
    public int WorkerPoolSize { get; set; } = 10;

    /// <summary>Wall time to encode an hour of sound; a minute beside it is always granted.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan EncodeLimitPerHour { get; set; } = TimeSpan.FromHours(1);
}
