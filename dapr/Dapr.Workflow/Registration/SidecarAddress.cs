using Microsoft.Extensions.Configuration;

namespace Dapr.Workflow.Registration;

/// <summary>Where the sidecar is, as an address: see <see cref="DaprDefaults"/> for where that is looked up.</summary>
internal static class SidecarAddress
{
    public static Uri GrpcEndpoint(IConfiguration? configuration) => Parse(DaprDefaults.GetDefaultGrpcEndpoint(configuration));

    /// <summary>The token, or null.</summary>
    public static string? ApiToken(IConfiguration? configuration) =>
        DaprDefaults.GetDefaultDaprApiToken(configuration) is { Length: > 0 } token ? token : null;

    /// <summary>An endpoint as people write it; without a scheme it is plain http.</summary>
    public static Uri Parse(string endpoint)
    {
        var text = endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : "http://" + endpoint;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new ArgumentException($"The sidecar's endpoint must be an address such as http://127.0.0.1:50001, not '{endpoint}'.", nameof(endpoint));
    }
}
