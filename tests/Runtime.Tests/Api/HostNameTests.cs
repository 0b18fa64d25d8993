using DaprProcessing.Runtime.Tests.Support;

namespace DaprProcessing.Runtime.Tests.Api;

/// <summary>Pages whose name was made to point here (DNS rebinding) name their host, and get nothing.</summary>
public sealed class HostNameTests
{
    [Theory]
    [InlineData("rebound.example", 403)]
    [InlineData("rebound.example:3500", 403)]
    [InlineData("localhost.example", 403)]
    [InlineData("192.0.2.1", 403)]
    [InlineData("localhost", 200)]
    [InlineData("LocalHost:3500", 200)]
    [InlineData("app.localhost", 200)]
    [InlineData("127.0.0.1:3500", 200)]
    [InlineData("[::1]:3500", 200)]
    public async Task Request_ByAName_IsAnsweredWhereItIsThisMachines(string host, int status)
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/metadata");
        request.Headers.Host = host;

        using var response = await runtime.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Call_ByGrpcAndAForeignName_IsRefused()
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var client = new HttpClient { BaseAddress = runtime.Host.GrpcEndpoint("app") };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dapr.proto.runtime.v1.Dapr/GetMetadata")
        {
            Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]),
        };
        request.Headers.Host = "rebound.example";
        request.Content.Headers.ContentType = new("application/grpc");

        using var response = await client.SendAsync(request);

        Assert.Equal("7", Assert.Single(response.Headers.GetValues("grpc-status")));
    }
}
