using System.ComponentModel.DataAnnotations;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway;

/// <summary>What the ingress takes. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Larger uploads are refused with 413, before they are read to the end.</summary>
    [Range(1, 1L << 40)]
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>The operator's own pipelines, a YAML file each; empty for those that ship only.</summary>
    public string PipelineFolder { get; set; } = "";

    /// <summary>A body that comes in slower than so many bytes a second ends with 408; 0 for any pace.</summary>
    [Range(0, 1 << 20)]
    public int MinBodyRate { get; set; } = 4096;

    /// <summary>How long a body may take before its pace is judged.</summary>
    [Range(typeof(TimeSpan), "00:00:01.1", "00:10:00")]
    public TimeSpan MinBodyRateGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Documents that come in at a time; more are refused with 503.</summary>
    [Range(1, 100_000)]
    public int MaxBodiesAtOnce { get; set; } = 256;

    /// <summary>Where uploads are while they come in; empty for the system's temporary folder.</summary>
    public string SpoolFolder { get; set; } = "";

    /// <summary>The longest wait of one request, for <c>?wait=</c> and <c>Prefer: wait=</c>.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a job, its objects and its Idempotency-Key are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an upload waits for jobs to be made of it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan UploadRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Objects of the platform's bucket under this prefix may be named as a job's source; empty: none. Where tenants are
    /// configured, each names those below its own name only: <c>inbox/acme/</c> of <c>inbox/</c>.
    /// </summary>
    public string ImportPrefix { get; set; } = "";

    /// <summary>Where tenants are configured: every tenant may name every object under the import prefix.</summary>
    public bool ShareImports { get; set; }

    /// <summary>Whether documents may be fetched by URL, from public addresses.</summary>
    public bool AllowHttpSources { get; set; }

    /// <summary>Networks documents may be fetched from although their addresses are not public, as <c>10.1.0.0/16</c>.</summary>
    public IList<string> HttpSourceNetworks { get; } = [];

    /// <summary>A fetch by URL ends here, whatever has come by then.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan HttpSourceTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Networks webhooks may be sent to although their addresses are not public, as <c>10.1.0.0/16</c>.</summary>
    public IList<string> WebhookNetworks { get; } = [];

    /// <summary>How often webhooks that are due are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan WebhookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Hosts that requests may name, <c>*</c> for any. Empty: localhost and its addresses on the loopback interface, any
    /// host on others.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Origins whose pages may call from a browser (CORS), as <c>https://docs.example.com</c>; empty: none but its own.
    /// </summary>
    public IList<string> CorsOrigins { get; } = [];

    /// <summary>False for a prefix that would hand out tenants' documents or the platform's markers.</summary>
    internal bool HasSafeImportPrefix => ImportPrefix.Length == 0
        || (ImportPrefix.EndsWith('/') && ImportPrefix[0] is not ('_' or '/') && ImportPrefix.Split('/')[0] != Tenant.Local.Name);

    /// <summary>False for what is no tenant's name, and for the folder of the import prefix, which is everybody's.</summary>
    internal bool MayBeATenant(string name) => Tenant.IsWellFormed(name) && name != ImportPrefix.Split('/')[0];
}
