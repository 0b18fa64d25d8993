namespace DaprProcessing.Gateway.Webhooks;

internal static class WebhooksRegistration
{
    /// <summary>Adds what tells receivers of the ends of jobs.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) =>
        services.AddSingleton<WebhookHttp>().AddSingleton<WebhookClient>().AddHostedService<WebhookSender>();
}
