using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Dapr.Client;

/// <summary>Builds a <see cref="DaprClient"/>. What is not set comes from <see cref="DaprDefaults"/>; JSON has the web defaults.</summary>
public sealed class DaprClientBuilder
{
    private string _httpEndpoint;
    private string _grpcEndpoint;
    private string _apiToken;
    private JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private TimeSpan? _timeout;

    /// <summary>Starts from the environment.</summary>
    public DaprClientBuilder()
        : this(configuration: null)
    {
    }

    internal DaprClientBuilder(IConfiguration? configuration)
    {
        _httpEndpoint = DaprDefaults.GetDefaultHttpEndpoint(configuration);
        _grpcEndpoint = DaprDefaults.GetDefaultGrpcEndpoint(configuration);
        _apiToken = DaprDefaults.GetDefaultDaprApiToken(configuration);
    }

    /// <summary>The sidecar's HTTP address, for invocation and health.</summary>
    public DaprClientBuilder UseHttpEndpoint(string httpEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(httpEndpoint);
        _httpEndpoint = httpEndpoint;
        return this;
    }

    /// <summary>The sidecar's gRPC address, for everything else.</summary>
    public DaprClientBuilder UseGrpcEndpoint(string grpcEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(grpcEndpoint);
        _grpcEndpoint = grpcEndpoint;
        return this;
    }

    /// <summary>How values become JSON and back.</summary>
    public DaprClientBuilder UseJsonSerializationOptions(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _json = options;
        return this;
    }

    /// <summary>The token the sidecar asks for; empty for none.</summary>
    public DaprClientBuilder UseDaprApiToken(string apiToken)
    {
        ArgumentNullException.ThrowIfNull(apiToken);
        _apiToken = apiToken;
        return this;
    }

    /// <summary>The longest an HTTP call of the client may take. gRPC calls are bounded by their cancellation tokens.</summary>
    public DaprClientBuilder UseTimeout(TimeSpan timeout)
    {
        _timeout = timeout;
        return this;
    }

    /// <summary>Builds the client. Nothing is connected until the first call.</summary>
    /// <exception cref="InvalidOperationException">An address is not one of http, https (or, for gRPC, unix).</exception>
    public DaprClient Build()
    {
        var http = Parse(_httpEndpoint, "HTTP", "http", "https");
        var grpc = Parse(_grpcEndpoint, "gRPC", "http", "https", "unix");
        return new SidecarClient(http, grpc, _apiToken, _json, _timeout);
    }

    private static Uri Parse(string endpoint, string what, params string[] schemes) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme)
            ? address
            : throw new InvalidOperationException($"The {what} endpoint '{endpoint}' must start with one of: {string.Join(", ", schemes)}.");
}
