namespace DaprProcessing.Local.Runtime.CloudEvents;

/// <summary>A publish call: what to put into the envelope.</summary>
internal readonly record struct EnvelopeRequest(
    string AppId, string PubSubName, string Topic, ReadOnlyMemory<byte> Data, string? ContentType,
    IReadOnlyDictionary<string, string> Metadata, TraceContext Trace, DateTimeOffset Now);

/// <param name="Data">The bytes the broker stores.</param>
/// <param name="Id">The event's id, for the broker's duplicate detection; null where the caller's own envelope has none.</param>
internal readonly record struct Envelope(ReadOnlyMemory<byte> Data, string? Id);
