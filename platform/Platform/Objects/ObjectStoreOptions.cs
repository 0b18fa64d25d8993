using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Platform.Objects;

/// <summary>How objects too large for the sidecar are written. Section <c>ObjectStore</c>.</summary>
public sealed class ObjectStoreOptions
{
    public const string Section = "ObjectStore";

    public LargeWrites LargeWrites { get; set; } = LargeWrites.S3;

    /// <summary>Objects up to this size go through the sidecar; it must stay below the sidecar's body limit (4 MiB).</summary>
    [Range(0, 64 << 20)]
    public int SidecarLimitBytes { get; set; } = 3 << 20;

    /// <summary>A store that fails is asked again for so long before the caller hears of it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A store that neither takes nor gives a byte for so long has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>S3 bucket, where large objects go straight to S3.</summary>
    public string? Bucket { get; set; }

    /// <summary>S3 endpoint, where large objects go straight to S3; empty for AWS itself.</summary>
    public string? Endpoint { get; set; }

    /// <summary>S3 endpoint as callers outside reach it: given, they may put large documents straight into the bucket.</summary>
    public string? PublicEndpoint { get; set; }

    public string Region { get; set; } = "us-east-1";

    /// <summary>Empty: the AWS SDK's own credential chain.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>Uploads above this size are cut into parts.</summary>
    [Range(5L << 20, 5L << 30)]
    public long MultipartThresholdBytes { get; set; } = 100L << 20;

    [Range(5L << 20, 5L << 30)]
    public long MultipartPartBytes { get; set; } = 8L << 20;

    /// <summary>Parts sent at a time.</summary>
    [Range(1, 64)]
    public int MultipartConcurrency { get; set; } = 10;
}
