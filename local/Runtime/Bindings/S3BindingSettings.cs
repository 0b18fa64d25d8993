using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>The component's metadata, with daprd's names.</summary>
internal sealed record S3BindingSettings
{
    public required string Bucket { get; init; }

    public required AmazonS3Config Config { get; init; }

    public required AWSCredentials? Credentials { get; init; }

    public bool DecodeBase64 { get; init; }

    public bool EncodeBase64 { get; init; }

    public string? StorageClass { get; init; }

    public bool IsPlainHttp => Config.ServiceURL?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true;

    public static S3BindingSettings Read(ComponentMetadata metadata)
    {
        var region = metadata.Get("region") ?? metadata.Get("awsRegion");
        var config = new AmazonS3Config
        {
            ForcePathStyle = metadata.GetBool("forcePathStyle", fallback: false),
            // Servers that are not AWS often refuse the trailing checksums newer SDKs send unasked.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (metadata.Get("endpoint") is { Length: > 0 } endpoint)
        {
            config.ServiceURL = WithScheme(metadata, endpoint);
            config.AuthenticationRegion = region ?? "us-east-1";
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region ?? metadata.Require("region"));
        }

        if (metadata.GetBool("insecureSSL", fallback: false))
        {
            config.HttpClientFactory = new InsecureHttpClientFactory();
        }

        return new S3BindingSettings
        {
            Bucket = metadata.Require("bucket"),
            Config = config,
            Credentials = ReadCredentials(metadata),
            DecodeBase64 = metadata.GetBool("decodeBase64", fallback: false),
            EncodeBase64 = metadata.GetBool("encodeBase64", fallback: false),
            StorageClass = metadata.Get("storageClass"),
        };
    }

    public AmazonS3Client CreateClient() =>
        Credentials is null ? new AmazonS3Client(Config) : new AmazonS3Client(Credentials, Config);

    public string LocationOf(string key)
    {
        var escaped = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        return Config.ServiceURL is { } url
            ? $"{url.TrimEnd('/')}/{Bucket}/{escaped}"
            : $"https://{Bucket}.s3.{Config.RegionEndpoint.SystemName}.amazonaws.com/{escaped}";
    }

    private static string WithScheme(ComponentMetadata metadata, string endpoint) =>
        endpoint.Contains("://", StringComparison.Ordinal) ? endpoint
        : (metadata.GetBool("disableSSL", fallback: false) ? "http://" : "https://") + endpoint;

    // Without keys of its own the component uses the SDK's chain: environment, profile, workload identity.
    private static AWSCredentials? ReadCredentials(ComponentMetadata metadata) =>
        (metadata.Get("accessKey"), metadata.Get("secretKey"), metadata.Get("sessionToken")) switch
        {
            ({ Length: > 0 } access, { Length: > 0 } secret, { Length: > 0 } token) =>
                new SessionAWSCredentials(access, secret, token),
            ({ Length: > 0 } access, { Length: > 0 } secret, _) => new BasicAWSCredentials(access, secret),
            _ => null,
        };

    private sealed class InsecureHttpClientFactory : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new HttpClientHandler
        {
            // What insecureSSL asks for, in so many words.
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        });
    }
}
