namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>What a client of the broker asks for.</summary>
/// <param name="Key">In the platform's bucket, under the import prefix.</param>
/// <param name="FileSize">Bytes, where it is said.</param>
/// <param name="Timeout">When the job is to have ended, where it is said.</param>
internal sealed record BrokerRequest(string? Key, Uri? Address, string? Bucket, long? FileSize, TimeSpan? Timeout);
