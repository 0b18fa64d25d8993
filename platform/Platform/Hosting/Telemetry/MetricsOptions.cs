using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Platform.Hosting.Telemetry;

/// <summary>Who may read the metrics of a service at <c>/metrics</c>. Section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>Whether anything is measured.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>A port for <c>/metrics</c> and the probes alone; 0 for none, then only this machine may read them.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>The address that <see cref="Port"/> is opened on; <c>*</c> for all.</summary>
    public string Host { get; set; } = "*";

    /// <summary>Whether the service's own port shows them to this machine where there is no <see cref="Port"/>.</summary>
    public bool OnServicePort { get; set; } = true;
}
