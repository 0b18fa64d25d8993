using System.Diagnostics.CodeAnalysis;

namespace Dapr;

/// <summary>How cloud events are unwrapped.</summary>
public class CloudEventsMiddlewareOptions
{
    /// <summary>True to leave text payloads as a JSON string, quotes included.</summary>
    public bool SuppressJsonDecodingOfTextPayloads { get; set; }

    /// <summary>True to pass the envelope's attributes on as headers <c>Cloudevent.{name}</c>.</summary>
    public bool ForwardCloudEventPropertiesAsHeaders { get; set; }

    /// <summary>The only attributes to pass on; null for all.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "An array in the published SDK.")]
    public string[]? IncludedCloudEventPropertiesAsHeaders { get; set; }

    /// <summary>Attributes not to pass on.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "An array in the published SDK.")]
    public string[]? ExcludedCloudEventPropertiesFromHeaders { get; set; }
}
