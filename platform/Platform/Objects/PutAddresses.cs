using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// Addresses of the bucket that take an object from whoever has them, once they are signed. Dapr's own presign operation signs
/// what is to be read only, so this goes beside the sidecar, as large writes do.
/// </summary>
public sealed class PutAddresses : IDisposable
{
    /// <summary>What S3 takes in one request.</summary>
    public const long LargestBytes = 5L << 30;

    private readonly ObjectStoreOptions _options;
    private readonly AmazonS3Client? _client;

    public PutAddresses(IOptions<ObjectStoreOptions> options)
    {
        _options = options.Value;
        _client = _options is { LargeWrites: LargeWrites.S3, PublicEndpoint.Length: > 0 }
            ? S3Client.Create(_options, _options.PublicEndpoint) : null;
    }

    /// <summary>The store is an S3 that callers reach, and this service may sign for it.</summary>
    public bool AreThere => _client is not null;

    /// <summary>Takes a PUT of exactly this length; the signature covers it, so the store refuses any other.</summary>
    public async Task<Uri> SignAsync(string key, long sizeBytes, DateTimeOffset until)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = _options.Bucket,
            Key = key,
            Verb = HttpVerb.PUT,
            Expires = until.UtcDateTime,
            Protocol = new Uri(_options.PublicEndpoint!).Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
        };
        request.Headers.ContentLength = sizeBytes;
        return new Uri(await _client!.GetPreSignedURLAsync(request).ConfigureAwait(false));
    }

    public void Dispose() => _client?.Dispose();
}
