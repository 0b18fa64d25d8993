using System.Net;

namespace DaprProcessing.Gateway;

internal static class GatewayOptionsRegistration
{
    public static IServiceCollection AddGatewayOptions(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations()
            .Validate(
                options => options.HasSafeImportPrefix,
                "Gateway:ImportPrefix must end with '/' and be no place of the platform's own")
            .Validate(
                options => options.HttpSourceNetworks.All(network => IPNetwork.TryParse(network, out _)),
                "Gateway:HttpSourceNetworks takes networks such as 10.1.0.0/16")
            .Validate(
                options => options.WebhookNetworks.All(network => IPNetwork.TryParse(network, out _)),
                "Gateway:WebhookNetworks takes networks such as 10.1.0.0/16")
            .Validate(
                options => options.CorsOrigins.All(IsOrigin),
                "Gateway:CorsOrigins takes origins such as https://docs.example.com")
            .ValidateOnStart();
        return services;
    }

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
