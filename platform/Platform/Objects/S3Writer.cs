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
        var config = new AmazonS3Config
        {
            AuthenticationRegion = _options.Region,
            ForcePathStyle = true,
            // Older S3-compatible servers refuse the trailing checksums that newer SDKs add on their own.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (_options.Endpoint is { Length: > 0 } endpoint)
        {
            config.ServiceURL = endpoint;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(_options.Region);
        }

        _client = _options.AccessKey is { Length: > 0 } accessKey
            ? new AmazonS3Client(accessKey, _options.SecretKey, config)
            : new AmazonS3Client(config);
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
