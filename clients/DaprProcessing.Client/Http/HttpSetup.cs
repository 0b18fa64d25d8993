using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace DaprProcessing.Client.Http;

/// <summary>The HTTP client below the service.</summary>
internal static class HttpSetup
{
    private const string ApiKeyHeader = "X-Api-Key";

    /// <summary>One without a service provider.</summary>
    public static HttpClient Create(DocumentServiceOptions options)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>();
        Retrying.Configure(pipeline, options);
        var http = new HttpClient(
            new ResilienceHandler(pipeline.Build()) { InnerHandler = new BufferingHandler { InnerHandler = CreateHandler() } });
        Configure(http, options);
        return http;
    }

    public static void Configure(HttpClient http, DocumentServiceOptions options)
    {
        http.BaseAddress = options.Endpoint;
        // Each request has a limit of its own, or none: see RequestTraits.
        http.Timeout = Timeout.InfiniteTimeSpan;
        if (options.ApiKey is { } key)
        {
            http.DefaultRequestHeaders.Add(ApiKeyHeader, key);
        }
    }

    /// <summary>Connections end after some minutes, so that a change of the endpoint's address is noticed.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
    };
}
