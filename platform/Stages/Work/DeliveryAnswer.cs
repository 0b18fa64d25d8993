using System.Text.Json.Serialization;

namespace DaprProcessing.Stages.Work;

/// <summary>What Dapr is told about a delivered message.</summary>
public sealed record DeliveryAnswer([property: JsonPropertyName("status")] string Status)
{
    /// <summary>Done with it.</summary>
    public static DeliveryAnswer Success { get; } = new("SUCCESS");

    /// <summary>Deliver it again later.</summary>
    public static DeliveryAnswer Retry { get; } = new("RETRY");
}
