using System.Net;
using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Loading;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>
/// <c>bindings.aws.s3</c>: one bucket of any S3 server. Operations: create, get, delete, list, presign (GET).
/// </summary>
internal sealed class S3Binding(ComponentContext context) : IOutputBinding
{
    private const int MaxKeysPerPage = 1000;

    private AmazonS3Client? _client;
    private S3BindingSettings? _settings;

    public IReadOnlyList<string> Operations { get; } = ["create", "get", "delete", "list", "presign"];

    private AmazonS3Client Client => _client ?? throw new InvalidOperationException("not initialised");

    private S3BindingSettings Settings => _settings ?? throw new InvalidOperationException("not initialised");

    public Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        _settings = S3BindingSettings.Read(metadata);
        _client = _settings.CreateClient();
        return Task.CompletedTask;
    }

    public async Task<BindingResult> InvokeAsync(BindingInvocation invocation, CancellationToken cancellationToken)
    {
        try
        {
            return invocation.Operation switch
            {
                "create" => await CreateAsync(invocation, cancellationToken),
                "get" => await GetAsync(invocation, cancellationToken),
                "delete" => await DeleteAsync(invocation, cancellationToken),
                "list" => await ListAsync(invocation.Json<ListRequest>(), cancellationToken),
                _ => BindingRequests.Answer(new { presignURL = await PresignAsync(invocation) }),
            };
        }
        catch (AmazonServiceException failure)
        {
            throw Translate(failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or AmazonClientException or IOException)
        {
            throw new ComponentException(ComponentErrorKind.Unavailable, $"{Settings.Bucket}: {failure.Message}", failure);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<BindingResult> CreateAsync(BindingInvocation invocation, CancellationToken cancellationToken)
    {
        var key = invocation.Get("key") ?? Guid.NewGuid().ToString();
        var data = invocation.Payload(Settings.DecodeBase64 || invocation.Flag("decodeBase64"));
        if (GoQuoting.WouldUnquote(data.Span))
        {
            throw new ComponentException(
                ComponentErrorKind.Invalid,
                $"daprd would store '{key}' without the quotes around it; send it as base64 with metadata decodeBase64=true");
        }

        using var stream = new MemoryStream(data.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = Settings.Bucket,
            Key = key,
            InputStream = stream,
            AutoCloseStream = false,
            ContentType = invocation.Get("Content-Type") ?? invocation.Get("contentType"),
            TagSet = S3Tags.Parse(invocation.Get("tags")),
        };
        if ((invocation.Get("storageClass") ?? Settings.StorageClass) is { } storageClass)
        {
            request.StorageClass = new S3StorageClass(storageClass);
        }

        var response = await Client.PutObjectAsync(request, cancellationToken);
        var answer = new Dictionary<string, string?>
        {
            ["location"] = Settings.LocationOf(key), ["versionID"] = response.VersionId,
        };
        if (invocation.Get("presignTTL") is not null)
        {
            var named = new Dictionary<string, string>(invocation.Metadata) { ["key"] = key };
            answer["presignURL"] = await PresignAsync(invocation with { Metadata = named });
        }

        return new BindingResult(BindingRequests.Answer(answer).Data, new Dictionary<string, string> { ["key"] = key });
    }

    private async Task<BindingResult> GetAsync(BindingInvocation invocation, CancellationToken cancellationToken)
    {
        var key = invocation.Require("key");
        using var response = await Client.GetObjectAsync(Settings.Bucket, key, cancellationToken);
        if (response.ContentLength > context.MaxBodySizeBytes)
        {
            throw BindingRequests.TooLarge(key, response.ContentLength, context.MaxBodySizeBytes);
        }

        var data = new byte[response.ContentLength];
        await response.ResponseStream.ReadExactlyAsync(data, cancellationToken);
        CheckETag(key, response.ETag, data);
        return Settings.EncodeBase64 || invocation.Flag("encodeBase64")
            ? new BindingResult(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(data)), BindingResult.Empty.Metadata)
            : new BindingResult(data, BindingResult.Empty.Metadata);
    }

    // An object written in one piece is named by the MD5 of its bytes: what was changed on the way must not pass for it.
    private static void CheckETag(string key, string? etag, byte[] data)
    {
        const int HexLength = 32;
        var told = etag?.Trim('"') ?? "";
#pragma warning disable CA5351 // Against damage, not against an adversary; and it is what S3 sends.
        if (told.Length == HexLength && !told.Equals(Convert.ToHexString(MD5.HashData(data)), StringComparison.OrdinalIgnoreCase))
#pragma warning restore CA5351
        {
            throw new ComponentException(ComponentErrorKind.Unavailable, $"object '{key}' was changed on the way");
        }
    }

    private async Task<BindingResult> DeleteAsync(BindingInvocation invocation, CancellationToken cancellationToken)
    {
        await Client.DeleteObjectAsync(Settings.Bucket, invocation.Require("key"), cancellationToken);
        return BindingResult.Empty;
    }

    private async Task<BindingResult> ListAsync(ListRequest list, CancellationToken cancellationToken)
    {
        var response = await Client.ListObjectsAsync(
            new ListObjectsRequest
            {
                BucketName = Settings.Bucket,
                Prefix = list.Prefix,
                Marker = list.Marker,
                Delimiter = list.Delimiter,
                MaxKeys = list.MaxResults is > 0 and { } count ? Math.Min(count, MaxKeysPerPage) : MaxKeysPerPage,
            },
            cancellationToken);
        return BindingRequests.Answer(S3Listing.From(Settings.Bucket, list, response));
    }

    private Task<string> PresignAsync(BindingInvocation invocation) =>
        invocation.Get("method") is { } method && !method.Equals("GET", StringComparison.OrdinalIgnoreCase)
            ? throw new ComponentException(
                ComponentErrorKind.Invalid,
                $"this binding presigns GET and not {method}, as daprd's; write to the bucket with an S3 client")
            : Client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
            {
                BucketName = Settings.Bucket,
                Key = invocation.Require("key"),
                Verb = HttpVerb.GET,
                Expires = DateTime.UtcNow + invocation.UrlLife(),
                Protocol = Settings.IsPlainHttp ? Amazon.S3.Protocol.HTTP : Amazon.S3.Protocol.HTTPS,
            });

    private ComponentException Translate(AmazonServiceException failure) => failure.StatusCode switch
    {
        HttpStatusCode.NotFound when failure.ErrorCode is "NoSuchKey" or "NotFound" =>
            new ComponentException(ComponentErrorKind.NotFound, "object not found", failure),
        HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            new ComponentException(
                ComponentErrorKind.Invalid, $"{Settings.Bucket}: {failure.ErrorCode}: {failure.Message}", failure),
        _ => new ComponentException(
            ComponentErrorKind.Unavailable, $"{Settings.Bucket}: {failure.ErrorCode}: {failure.Message}", failure),
    };
}
