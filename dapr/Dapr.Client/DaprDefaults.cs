using Microsoft.Extensions.Configuration;

namespace Dapr;

/// <summary>
/// Where the sidecar is, when nobody says. Each value comes from the configuration key, then from the environment variable of the
/// same name: <c>DAPR_HTTP_ENDPOINT</c> or <c>DAPR_HTTP_PORT</c> (3500), <c>DAPR_GRPC_ENDPOINT</c> or <c>DAPR_GRPC_PORT</c> (50001),
/// <c>DAPR_API_TOKEN</c>, <c>APP_API_TOKEN</c>. An endpoint beats a port.
/// </summary>
public static class DaprDefaults
{
    /// <summary>The key of the token sent to the sidecar.</summary>
    public const string DaprApiTokenName = "DAPR_API_TOKEN";

    /// <summary>The key of the token the sidecar sends to the application.</summary>
    public const string AppApiTokenName = "APP_API_TOKEN";

    /// <summary>The key of the sidecar's HTTP address.</summary>
    public const string DaprHttpEndpointName = "DAPR_HTTP_ENDPOINT";

    /// <summary>The key of the sidecar's HTTP port on this machine.</summary>
    public const string DaprHttpPortName = "DAPR_HTTP_PORT";

    /// <summary>The key of the sidecar's gRPC address.</summary>
    public const string DaprGrpcEndpointName = "DAPR_GRPC_ENDPOINT";

    /// <summary>The key of the sidecar's gRPC port on this machine.</summary>
    public const string DaprGrpcPortName = "DAPR_GRPC_PORT";

    /// <summary>The token sent to the sidecar; empty where there is none.</summary>
    public static string GetDefaultDaprApiToken(IConfiguration? configuration = null) => Read(configuration, DaprApiTokenName) ?? "";

    /// <summary>The token expected from the sidecar; empty where there is none.</summary>
    public static string GetDefaultAppApiToken(IConfiguration? configuration = null) => Read(configuration, AppApiTokenName) ?? "";

    /// <summary>The sidecar's HTTP address, e.g. <c>http://localhost:3500</c>.</summary>
    public static string GetDefaultHttpEndpoint(IConfiguration? configuration = null) =>
        Endpoint(configuration, DaprHttpEndpointName, DaprHttpPortName, "3500");

    /// <summary>The sidecar's gRPC address, e.g. <c>http://localhost:50001</c>.</summary>
    public static string GetDefaultGrpcEndpoint(IConfiguration? configuration = null) =>
        Endpoint(configuration, DaprGrpcEndpointName, DaprGrpcPortName, "50001");

    private static string Endpoint(IConfiguration? configuration, string endpointName, string portName, string defaultPort) =>
        Read(configuration, endpointName) ?? $"http://localhost:{Read(configuration, portName) ?? defaultPort}";

    private static string? Read(IConfiguration? configuration, string name)
    {
        var value = configuration?[name];
        if (string.IsNullOrWhiteSpace(value))
        {
            value = Environment.GetEnvironmentVariable(name);
        }

        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }
}
