using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>Clients that publish to the broker instead of calling the API. Section <c>Broker</c>.</summary>
public sealed class BrokerOptions
{
    public const string Section = "Broker";

    /// <summary>
    /// Whose their jobs are; whoever may publish on the broker acts for it. Empty: <c>local</c> where no tenants are configured;
    /// where they are, such requests are refused.
    /// </summary>
    public string Tenant { get; set; } = "";

    /// <summary>The pipeline of a control message.</summary>
    [MinLength(1)]
    public string ControlPipeline { get; set; } = "pdf.docling";

    /// <summary>The pipeline of a <c>PDFCreatedEvent</c>.</summary>
    [MinLength(1)]
    public string EventPipeline { get; set; } = "audiobook";

    /// <summary>How often new requests are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a request that cannot be taken at the moment is tried again, where it does not say itself
    /// (<c>processing_timeout</c>).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromHours(1);
}
