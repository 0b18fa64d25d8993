using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Gateway;

/// <summary>What the ingress takes. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>The tenant of callers where no tenant is configured.</summary>
    public const string LocalTenant = "local";

    /// <summary>Larger uploads are refused with 413, before they are read to the end.</summary>
    [Range(1, 1L << 40)]
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>The longest wait of one request, for <c>?wait=</c> and <c>Prefer: wait=</c>.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a job, its objects and its Idempotency-Key are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);
}
