using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Platform.Objects;

/// <summary>Streams straight to S3, in parts above the threshold.</summary>
internal sealed class S3Writer : ILargeObjectWriter, IDisposable
{
    private readonly ObjectStoreOptions _options;
    private readonly AmazonS3Client _client;
    private readonly TransferUtility _transfer;

    public S3Writer(IOptions<ObjectStoreOptions> options)
    {
        _options = options.Value;
        _client = S3Client.Create(_options, _options.Endpoint);
        _transfer = new TransferUtility(_client, new TransferUtilityConfig
        {
            MinSizeBeforePartUpload = _options.MultipartThresholdBytes,
            ConcurrentServiceRequests = _options.MultipartConcurrency,
        });
    }

    public async Task WriteAsync(string key, Stream content, string contentType, StoreCall call)
    {
        var request = new TransferUtilityUploadRequest
        {
            BucketName = _options.Bucket,
            Key = key,
            InputStream = content,
            ContentType = contentType,
            PartSize = _options.MultipartPartBytes,
            AutoCloseStream = false,
        };
        request.UploadProgressEvent += (_, _) => call.Touch();
        try
        {
            await _transfer.UploadAsync(request, call.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException)
        {
            // To callers an S3 that is away is a store that is away, whichever way it is written to.
            throw new HttpRequestException(error.Message, error);
        }
    }

    public void Dispose()
    {
        _transfer.Dispose();
        _client.Dispose();
    }
}
