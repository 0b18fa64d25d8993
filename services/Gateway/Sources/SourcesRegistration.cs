namespace DaprProcessing.Gateway.Sources;

internal static class SourcesRegistration
{
    /// <summary>Adds what fetches a document that a request names.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services) =>
        services.AddSingleton<SourceFetcher>().AddSingleton<StoredSource>().AddSingleton<ImportFolder>()
            .AddSingleton<HttpSource>();
}
