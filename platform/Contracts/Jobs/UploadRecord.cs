namespace DaprProcessing.Contracts.Jobs;

/// <summary>An upload, at <c>uploads/{tenant}/{id}</c> in the state store.</summary>
/// <param name="FileName">As the caller named it; data only, never a path.</param>
/// <param name="MediaType">As sniffed from the bytes; empty until enough of them are here.</param>
/// <param name="SizeBytes">What is here of it.</param>
/// <param name="ExpiresAt">When the upload is removed. Jobs made of it have a copy of their own.</param>
public sealed record UploadRecord(UploadId Id, string FileName, string MediaType, long SizeBytes, DateTimeOffset ExpiresAt)
{
    /// <summary>The parts it came in, in order; null for one that came whole and is one object.</summary>
    public IReadOnlyList<UploadPart>? Parts { get; init; }

    /// <summary>More may come: it is no document yet.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What it will have when it is complete, where the caller has said so.</summary>
    public long? Length { get; init; }

    /// <summary>Until when its content may be put straight into the store; null where it comes through the gateway.</summary>
    public DateTimeOffset? PutUntil { get; init; }

    /// <summary>Who may add to it: the request that has taken it last.</summary>
    public Guid Turn { get; init; }
}

/// <param name="Name">Last part of its key.</param>
public sealed record UploadPart(string Name, long SizeBytes);
