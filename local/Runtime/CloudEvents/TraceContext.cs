namespace DaprProcessing.Local.Runtime.CloudEvents;

/// <summary>The W3C trace headers of the publishing call; empty where there are none.</summary>
internal readonly record struct TraceContext(string? Parent, string? State);
