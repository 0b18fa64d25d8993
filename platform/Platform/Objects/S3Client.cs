using Amazon.Runtime;
using Amazon.S3;

namespace DaprProcessing.Platform.Objects;

/// <summary>The AWS client as any S3-compatible server takes it.</summary>
internal static class S3Client
{
    /// <param name="endpoint">Null or empty for AWS itself.</param>
    public static AmazonS3Client Create(ObjectStoreOptions options, string? endpoint)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            // Older S3-compatible servers refuse the trailing checksums that newer SDKs add on their own.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (endpoint is { Length: > 0 })
        {
            config.ServiceURL = endpoint;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.AccessKey is { Length: > 0 } accessKey ? new AmazonS3Client(accessKey, options.SecretKey, config)
            : new AmazonS3Client(config);
    }
}
