using System.Net.Sockets;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Middleware;

/// <summary>Web pages of others, which reach this machine's loopback from their reader's browser.</summary>
public sealed class CallerCheckTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Theory]
    [InlineData("GET", "/v1/jobs", "evil.example")]
    [InlineData("GET", "/v1/jobs", "evil.example:8080")]
    [InlineData("HEAD", "/v1/jobs", "evil.example")]
    [InlineData("DELETE", "/v1/jobs/abcdefghijkmnpqrstuvwxyz23", "evil.example")]
    [InlineData("POST", "/v1/jobs", "192.168.1.5")]
    [InlineData("GET", "/openapi/v1.json", "localhost.evil.example")]
    public async Task Loopback_HostOfSomebodyElse_IsRefused(string method, string path, string host)
    {
        using var response = await _gateway.SendAsync(new HttpMethod(method), path, $"Host: {host}");

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("gateway.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1:80")]
    [InlineData("[::1]:8080")]
    public async Task Loopback_ItsOwnNames_AreServed(string host)
    {
        using var response = await _gateway.SendAsync(HttpMethod.Get, "/v1/pipelines", $"Host: {host}");

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Loopback_ClientOfHttp10WithoutAName_IsServed()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_gateway.Http.BaseAddress!.Host, _gateway.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("GET /v1/pipelines HTTP/1.0\r\n\r\n"u8.ToArray());

        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData("POST", "/v1/jobs", "https://evil.example")]
    [InlineData("POST", "/v1/uploads", "http://localhost:1")]
    [InlineData("DELETE", "/v1/jobs/abcdefghijkmnpqrstuvwxyz23", "null")]
    [InlineData("POST", "/v1/jobs/abcdefghijkmnpqrstuvwxyz23/cancel", "file://")]
    public async Task Change_FromAPageOfSomebodyElse_IsRefused(string method, string path, string origin)
    {
        using var response = await _gateway.SendAsync(new HttpMethod(method), path, $"Origin: {origin}");

        await GatewayHarness.ProblemAsync(response, 403, "origin_not_allowed");
    }

    [Fact]
    public async Task Change_FromAPageOfItsOwn_IsTaken()
    {
        var own = _gateway.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var id = (await _gateway.SubmitAsync()).GetProperty("id").GetString();

        using var response = await _gateway.SendAsync(HttpMethod.Delete, $"/v1/jobs/{id}", $"Origin: {own}");

        Assert.Equal(204, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("docs.example.com", "DOCS.example.com", 200)]
    [InlineData("docs.example.com", "localhost", 403)]
    [InlineData("*", "anything.example", 200)]
    public async Task AllowedHosts_Set_AreTheOnlyOnes(string allowed, string host, int status)
    {
        await using var gateway = await GatewayHarness.StartAsync($"Gateway:AllowedHosts:0={allowed}");

        using var response = await gateway.SendAsync(HttpMethod.Get, "/v1/pipelines", $"Host: {host}");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Cors_NotConfigured_SaysNothing()
    {
        using var response = await _gateway.SendAsync(HttpMethod.Get, "/v1/pipelines", "Origin: https://docs.example.com");

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Cors_Configured_LetsThatOriginAndNoOtherIn()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:CorsOrigins:0=https://docs.example.com");
        string[] asked = ["Access-Control-Request-Method: POST", "Access-Control-Request-Headers: idempotency-key"];

        using var preflight = await gateway.SendAsync(
            HttpMethod.Options, "/v1/jobs", ["Origin: https://docs.example.com", .. asked]);
        using var other = await gateway.SendAsync(HttpMethod.Options, "/v1/jobs", ["Origin: https://evil.example", .. asked]);
        using var problem = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs?pipelin=x", "Origin: https://docs.example.com");

        Assert.Equal("https://docs.example.com", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
        // A page is to read why it was refused, too.
        await GatewayHarness.ProblemAsync(problem, 400, "unknown_parameter");
        Assert.True(problem.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
