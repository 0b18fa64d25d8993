namespace DaprProcessing.Local.Runtime.CloudEvents;

/// <summary>The W3C trace headers of the publishing call; empty where there are none.</summary>
internal readonly record struct TraceContext(string? Parent, string? State)
{
    public const string ParentHeader = "traceparent";

    /// <summary>What daprd sends to apps where nobody traces. It is not a valid trace parent.</summary>
    public const string NoParent = "00-00000000000000000000000000000000-0000000000000000-00";
}
