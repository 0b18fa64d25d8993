using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.JetstreamComponent.Hosting;

/// <summary>How the component is found, and how it finds its sidecar. The names of variables are those that Dapr gives.</summary>
internal sealed class ComponentOptions
{
    public const string Section = "Component";

    /// <summary>The socket's name; <c>pubsub.</c> before it is the type in the component file.</summary>
    [Required]
    [RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "Component:Name is made of lower-case letters, digits and dashes")]
    public string Name { get; set; } = "jetstream-pull";

    /// <summary>Shared with daprd: <c>DAPR_COMPONENTS_SOCKETS_FOLDER</c>.</summary>
    [Required]
    public string SocketsFolder { get; set; } = "/tmp/dapr-components-sockets";

    /// <summary>Where <c>/healthz/live</c> and <c>/healthz/ready</c> are answered over HTTP; null for nowhere.</summary>
    [Range(1, 65535)]
    public int? HealthPort { get; set; }

    /// <summary>The sidecar's HTTP port: <c>DAPR_HTTP_PORT</c>.</summary>
    [Range(1, 65535)]
    public int DaprHttpPort { get; set; } = 3500;

    /// <summary>What the sidecar asks of its callers: <c>DAPR_API_TOKEN</c>.</summary>
    public string? DaprApiToken { get; set; }

    /// <summary>How long a sidecar may be well and not listen before it is asked to start again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan DeafAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Answers while the app is well; null where the sidecar does not check its app.</summary>
    public Uri? AppHealth { get; set; }

    public string SocketPath => Path.Combine(SocketsFolder, $"{Name}.sock");
}
