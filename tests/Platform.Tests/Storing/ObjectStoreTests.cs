using DaprProcessing.TestKit;

namespace DaprProcessing.Platform.Tests.Storing;

[CollectionDefinition("s3")]
public sealed class S3Collection : ICollectionFixture<S3Server>;

[Collection("s3")]
public sealed class ObjectStoreTests(S3Server s3)
{
    [Fact]
    public async Task RoundTrip_LocalStorage_KeepsEveryByte()
    {
        using var folder = new TempFolder();
        await using var store = await ObjectStoreDriver.StartAsync(
            "bindings.localstorage", new Dictionary<string, string> { ["rootPath"] = folder.Path });

        await store.RoundTripAsync();
    }

    [Fact]
    public async Task RoundTrip_SidecarThatTakesLessThanIsSet_KeepsEveryByte()
    {
        using var folder = new TempFolder();
        await using var store = await ObjectStoreDriver.StartAsync(
            "bindings.localstorage", new Dictionary<string, string> { ["rootPath"] = folder.Path },
            ("SidecarLimitBytes", $"{64 << 20}"));

        await store.RoundTripAsync();
    }

    [Fact]
    public async Task RoundTrip_S3WithMultipartWrites_KeepsEveryByte()
    {
        var component = await ComponentAsync();
        await using var store = await ObjectStoreDriver.StartAsync(
            "bindings.aws.s3", component, ("LargeWrites", "s3"), ("Bucket", component["bucket"]), ("Endpoint", s3.Endpoint),
            ("AccessKey", s3.AccessKey), ("SecretKey", s3.SecretKey), ("MultipartThresholdBytes", $"{5 << 20}"),
            ("MultipartPartBytes", $"{5 << 20}"));

        await store.RoundTripAsync();
    }

    private async Task<Dictionary<string, string>> ComponentAsync() => new()
    {
        ["bucket"] = await s3.CreateBucketAsync(),
        ["endpoint"] = s3.Endpoint,
        ["region"] = s3.Region,
        ["accessKey"] = s3.AccessKey,
        ["secretKey"] = s3.SecretKey,
        ["forcePathStyle"] = "true",
    };
}
