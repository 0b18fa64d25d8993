namespace Dapr.AspNetCore;

/// <summary>A cloud event inside a bulk delivery.</summary>
public class BulkMessageModel<TValue>
{
    /// <summary>The id of the event.</summary>
    public string? Id { get; set; }

    /// <summary>Where it comes from.</summary>
    public string? Source { get; set; }

    /// <summary>What happened.</summary>
    public string? Type { get; set; }

    /// <summary>The version of the cloud events specification.</summary>
    public string? SpecVersion { get; set; }

    /// <summary>The media type of the data.</summary>
    public string? DataContentType { get; set; }

    /// <summary>The topic.</summary>
    public string? Topic { get; set; }

    /// <summary>The pub/sub component.</summary>
    public string? PubsubName { get; set; }

    /// <summary>The trace the event belongs to.</summary>
    public string? Traceid { get; set; }

    /// <summary>The trace context.</summary>
    public string? Traceparent { get; set; }

    /// <summary>The trace state.</summary>
    public string? Tracestate { get; set; }

    /// <summary>The payload.</summary>
    public TValue? Data { get; set; }
}
