using Dapr.Client;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

public static class ObjectStoreRegistration
{
    /// <summary>
    /// Adds <see cref="IObjectStore"/> over the Dapr binding <c>objectstore</c>; needs a <see cref="DaprClient"/>.
    /// </summary>
    public static IServiceCollection AddObjectStore(this IServiceCollection services)
    {
        services.AddOptions<ObjectStoreOptions>().BindConfiguration(ObjectStoreOptions.Section).ValidateDataAnnotations()
            .Validate(
                options => options.LargeWrites != LargeWrites.S3 || options.Bucket is { Length: > 0 },
                "ObjectStore:Bucket is required where ObjectStore:LargeWrites is s3")
            .Validate(
                options => options.LargeWrites != LargeWrites.S3 || options.AccessKey is not { Length: > 0 }
                    || options.SecretKey is { Length: > 0 },
                "ObjectStore:SecretKey is required where ObjectStore:AccessKey is given")
            .Validate(
                options => options.PublicEndpoint is not { Length: > 0 } endpoint || (options.LargeWrites == LargeWrites.S3
                    && Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"),
                "ObjectStore:PublicEndpoint is an http or https URL, and needs ObjectStore:LargeWrites to be s3")
            .ValidateOnStart();
        services.AddSingleton<ObjectBinding>().AddSingleton<StoreRetry>();
        // No client time-out: a large object takes as long as it takes; StoreCall ends what no longer moves.
        services.AddSingleton(_ => new ObjectStoreHttp(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }));
        services.AddSingleton(provider =>
            new ObjectReader(
                provider.GetRequiredService<ObjectBinding>(), provider.GetRequiredService<ObjectStoreHttp>().Client));
        services.AddSingleton<ILargeObjectWriter>(provider =>
            provider.GetRequiredService<IOptions<ObjectStoreOptions>>().Value.LargeWrites == LargeWrites.S3
                ? ActivatorUtilities.CreateInstance<S3Writer>(provider)
                : new PresignedWriter(
                    provider.GetRequiredService<ObjectBinding>(), provider.GetRequiredService<ObjectStoreHttp>().Client));
        services.AddSingleton<PutAddresses>().AddSingleton<DaprObjectStore>();
        return services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<DaprObjectStore>());
    }

    /// <summary>Keeps the store's client apart from other clients in the container.</summary>
    private sealed record ObjectStoreHttp(HttpClient Client) : IDisposable
    {
        public void Dispose() => Client.Dispose();
    }
}
