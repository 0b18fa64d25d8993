namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>One write as callers say it; a null <paramref name="Value"/> deletes.</summary>
internal sealed record StateWrite(
    string Key, ReadOnlyMemory<byte>? Value, string? Etag, bool IsFirstWrite, IReadOnlyDictionary<string, string> Metadata);
