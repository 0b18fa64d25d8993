namespace DaprProcessing.Client;

/// <summary>A document the platform keeps for jobs to come.</summary>
/// <param name="UploadId">What <see cref="DocumentSource.Upload"/> takes.</param>
/// <param name="MediaType">The document's kind, as the platform found it.</param>
/// <param name="ExpiresAt">When the platform forgets it.</param>
public sealed record Upload(string UploadId, string FileName, string MediaType, long SizeBytes, DateTimeOffset ExpiresAt);
