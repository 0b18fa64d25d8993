using DaprProcessing.Services.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>Documents that a client of docling-serve names by their URL.</summary>
public sealed class UrlTests : IAsyncLifetime
{
    private readonly RemoteSite _remote = new();
    private GatewayHarness _gateway = null!;
    private DoclingClient _client = null!;

    public async Task InitializeAsync()
    {
        _remote.App.MapGet("/report.pdf", (HttpRequest request) => request.Headers["X-Token"] == "open sesame"
            ? Results.Bytes(GatewayHarness.Pdf) : Results.StatusCode(403));
        _remote.App.MapGet("/moved", () => Results.Redirect("/report.pdf"));
        await _remote.StartAsync();
        _gateway = await GatewayHarness.StartAsync(
            "Gateway:AllowHttpSources=true", "Gateway:HttpSourceNetworks:0=127.0.0.0/8");
        _client = new DoclingClient(_gateway);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _remote.DisposeAsync();
    }

    [Theory]
    [InlineData("/report.pdf", "report.pdf")]
    [InlineData("/moved", "moved")]
    public async Task Url_WithTheHeadersItAsksFor_IsConverted(string path, string name)
    {
        var task = await SubmitAsync(path, """{"X-Token":"open sesame"}""");
        await _client.FinishJobsAsync();

        var result = await _client.ResultAsync(task);

        Assert.Equal(("success", name), (
            result["status"]!.GetValue<string>(), result["document"]!["filename"]!.GetValue<string>()));
        Assert.Empty(result["ignored_options"]!.AsArray());
    }

    [Fact]
    public async Task Url_ThatRefuses_FailsInTheResult()
    {
        var result = await _client.ResultAsync(await SubmitAsync("/report.pdf", "{}"));

        Assert.Equal("failure", result["status"]!.GetValue<string>());
        Assert.Contains("403", result["errors"]![0]!["error_message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Host", "127.0.0.1:1")]
    [InlineData("Content-Length", "5")]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("X-Token", "open\\r\\nHost: other")]
    public async Task Url_WithAHeaderOfTheRequestItself_IsFetchedWithoutIt(string name, string value)
    {
        var headers = name == "X-Token" ? $$"""{"{{name}}":"{{value}}"}"""
            : $$"""{"X-Token":"open sesame","{{name}}":"{{value}}"}""";
        var task = await SubmitAsync("/report.pdf", headers);

        var state = DoclingClient.Json((await _client.GetAsync($"/v1/status/poll/{task}")).Body);

        Assert.Equal([$"sources.headers.{name}"], state["ignored_options"]!.AsArray().Select(one => one!.GetValue<string>()));
    }

    [Fact]
    public async Task Url_WhereNoneIsFetched_SaysWhichSettingDecides()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var client = new DoclingClient(gateway);
        var task = await client.SubmitAsync(
            "/v1/convert/source/async", DoclingClient.Request("\"options\":{}", Source("/report.pdf", "{}")));

        var error = (await client.ResultAsync(task))["errors"]![0]!["error_message"]!.GetValue<string>();

        Assert.StartsWith("URL is not allowed: ", error);
        Assert.Contains("Gateway:AllowHttpSources", error);
    }

    private Task<string> SubmitAsync(string path, string headers) => _client.SubmitAsync(
        "/v1/convert/source/async", DoclingClient.Request("\"options\":{}", Source(path, headers)));

    private string Source(string path, string headers) =>
        $$"""{"kind":"http","url":"{{new Uri(_remote.Address, path)}}","headers":{{headers}}}""";
}
