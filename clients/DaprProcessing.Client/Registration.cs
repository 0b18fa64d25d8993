using System.Net;
using DaprProcessing.Client;
using DaprProcessing.Client.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The client as a service.</summary>
public static class DaprProcessingClientRegistration
{
    internal const string HttpClientName = "DaprProcessing";

    /// <summary>Adds <see cref="DocumentService"/>, one for the application.</summary>
    /// <returns>Its HTTP client, for handlers of one's own; repetitions and time limits are part of it.</returns>
    public static IHttpClientBuilder AddDaprProcessingClient(
        this IServiceCollection services, Action<DocumentServiceOptions>? configure = null)
    {
        services.AddOptions<DocumentServiceOptions>().Configure(options => configure?.Invoke(options));
        services.AddSingleton(provider => new DocumentService(
            () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName), Options(provider)));
        var client = services.AddHttpClient(HttpClientName, (provider, http) => HttpSetup.Configure(http, Options(provider)))
            .ConfigurePrimaryHttpMessageHandler(HttpSetup.CreateHandler);
        client.AddResilienceHandler(
            HttpClientName, (pipeline, context) => Retrying.Configure(pipeline, Options(context.ServiceProvider)));
        return client.AddHttpMessageHandler(() => new BufferingHandler());
    }

    private static DocumentServiceOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<DocumentServiceOptions>>().Value;
}
