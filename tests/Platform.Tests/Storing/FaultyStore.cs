using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Http;

namespace DaprProcessing.Platform.Tests.Storing;

/// <summary>An object store on S3 with a proxy between the two that commits faults.</summary>
public sealed class FaultyStore(S3Server s3) : IAsyncLifetime
{
    private readonly Dictionary<string, string> _component = new()
    {
        ["region"] = s3.Region, ["accessKey"] = s3.AccessKey, ["secretKey"] = s3.SecretKey, ["forcePathStyle"] = "true",
    };

    public FaultyHttpProxy Proxy { get; private set; } = null!;

    public ObjectStoreDriver Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Proxy = await FaultyHttpProxy.StartAsync(s3.Endpoint);
        (_component["endpoint"], _component["bucket"]) = (Proxy.Url, await s3.CreateBucketAsync());
        Store = await StartAsync(retryFor: "00:00:20");
    }

    /// <summary>Another client of the same bucket.</summary>
    public Task<ObjectStoreDriver> StartAsync(string retryFor) => ObjectStoreDriver.StartAsync(
        "bindings.aws.s3", _component, ("StallTimeout", "00:00:00.5"), ("RetryFor", retryFor), ("LargeWrites", "s3"),
        ("Endpoint", Proxy.Url),
        ("Bucket", _component["bucket"]), ("AccessKey", s3.AccessKey), ("SecretKey", s3.SecretKey));

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
