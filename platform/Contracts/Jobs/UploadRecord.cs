namespace DaprProcessing.Contracts.Jobs;

/// <summary>An upload, at <c>uploads/{tenant}/{id}</c> in the state store.</summary>
/// <param name="FileName">As the caller named it; data only, never a path.</param>
/// <param name="MediaType">As sniffed from the bytes.</param>
/// <param name="ExpiresAt">When the upload is removed. Jobs made of it have a copy of their own.</param>
public sealed record UploadRecord(UploadId Id, string FileName, string MediaType, long SizeBytes, DateTimeOffset ExpiresAt);
