using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.Bindings;

[CollectionDefinition("s3")]
public sealed class S3Collection : ICollectionFixture<S3Server>;

[Collection("s3")]
public sealed class S3Tests(S3Server s3)
{
    [Fact]
    public async Task Binding_EveryOperation_WorksOnARealServer()
    {
        await using var runtime = await TestRuntime.StartAsync(await ComponentAsync());
        using var client = new DaprClientBuilder()
            .UseHttpEndpoint(runtime.Host.HttpEndpoint("app").ToString())
                .UseGrpcEndpoint(runtime.Host.GrpcEndpoint("app").ToString()).Build();
        using var http = new HttpClient();
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

        var created = await InvokeAsync(client, "create", bytes, ("key", "job/a b.png"), ("Content-Type", "image/png"));
        await InvokeAsync(client, "create", [1], ("key", "job/second"));
        var found = await InvokeAsync(client, "get", [], ("key", "job/a b.png"));
        var listed = await InvokeAsync(client, "list", """{"prefix":"job/","maxResults":1}"""u8.ToArray());
        var getUrl = await InvokeAsync(client, "presign", [], ("key", "job/a b.png"), ("presignTTL", "5m"));
        var read = await http.GetByteArrayAsync(Url(getUrl));
        await InvokeAsync(client, "delete", [], ("key", "job/a b.png"));
        await InvokeAsync(client, "delete", [], ("key", "job/second"));

        Assert.EndsWith("/job/a%20b.png", JsonDocument.Parse(created).RootElement.GetProperty("location").GetString());
        Assert.Equal(bytes, found);
        var listing = JsonDocument.Parse(listed).RootElement;
        Assert.Equal("job/a b.png", listing.GetProperty("Contents")[0].GetProperty("Key").GetString());
        Assert.Equal(300, listing.GetProperty("Contents")[0].GetProperty("Size").GetInt64());
        Assert.True(listing.GetProperty("IsTruncated").GetBoolean());
        Assert.StartsWith(s3.Endpoint, Url(getUrl).ToString());
        Assert.Equal(bytes, read);
        var missing = await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(client, "get", [], ("key", "job/second")));
        Assert.Contains("object not found", missing.ToString());
    }

    [Theory]
    [InlineData("presign", "", "presigns GET and not PUT", "method", "PUT")]
    [InlineData("create", "\"a text\"", "without the quotes", "x", "y")]
    [InlineData("create", "`a text`", "without the quotes", "x", "y")]
    [InlineData("bulkDelete", "{}", "does not support operation bulkDelete", "x", "y")]
    public async Task Binding_WhatDaprdDoesOtherwise_IsRefused(
        string operation, string data, string reason, string name, string value)
    {
        await using var runtime = await TestRuntime.StartAsync(await ComponentAsync());
        using var client = new DaprClientBuilder().UseGrpcEndpoint(runtime.Host.GrpcEndpoint("app").ToString()).Build();

        var refused = await Assert.ThrowsAsync<Dapr.DaprException>(() => InvokeAsync(
            client, operation, System.Text.Encoding.UTF8.GetBytes(data), ("key", "k"), ("presignTTL", "1m"), (name, value)));

        Assert.Contains(reason, refused.ToString());
    }

    [Theory]
    [InlineData("\"one\" and \"two\"")]
    [InlineData("{\"a\":1}")]
    [InlineData("42")]
    [InlineData("'a longer text'")]
    public async Task Create_WhatDaprdStoresAsItIs_IsStored(string text)
    {
        await using var runtime = await TestRuntime.StartAsync(await ComponentAsync());
        using var client = new DaprClientBuilder().UseGrpcEndpoint(runtime.Host.GrpcEndpoint("app").ToString()).Build();
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);

        await InvokeAsync(client, "create", bytes, ("key", "k"));

        Assert.Equal(bytes, await InvokeAsync(client, "get", [], ("key", "k")));
    }

    [Fact]
    public async Task Binding_ServerAway_IsAnErrorWithinBoundsNotAHang()
    {
        var component = ComponentYaml.Component(
            "objects", "bindings.aws.s3", "bucket=b", $"endpoint=http://127.0.0.1:{FreePort.Next()}", "accessKey=a",
            "secretKey=s", "forcePathStyle=true");
        await using var runtime = await TestRuntime.StartAsync(component);
        using var client = new DaprClientBuilder().UseGrpcEndpoint(runtime.Host.GrpcEndpoint("app").ToString()).Build();

        var failure = await Assert.ThrowsAsync<Dapr.DaprException>(
            () => InvokeAsync(client, "get", [], ("key", "k")).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Contains("objects", failure.ToString());
    }

    private static Uri Url(byte[] answer) => new(JsonDocument.Parse(answer).RootElement.GetProperty("presignURL").GetString()!);

    private static async Task<byte[]> InvokeAsync(
        DaprClient client, string operation, byte[] data, params (string Key, string Value)[] metadata)
    {
        var request = new BindingRequest("objects", operation) { Data = data };
        foreach (var (key, value) in metadata)
        {
            request.Metadata[key] = value;
        }

        return (await client.InvokeBindingAsync(request)).Data.ToArray();
    }

    private async Task<string> ComponentAsync() => ComponentYaml.Component(
        "objects", "bindings.aws.s3", $"bucket={await s3.CreateBucketAsync()}", $"endpoint={s3.Endpoint}", $"region={s3.Region}",
        $"accessKey={s3.AccessKey}", $"secretKey={s3.SecretKey}", "forcePathStyle=true");
}
