using System.Net;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.PdfDocling;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;

namespace DaprProcessing.Services.Tests.Hosting;

/// <summary>Who may read what a service measures.</summary>
public sealed class MetricsEndpointTests
{
    private const string Key = "an-administrators-key";

    [Theory]
    [InlineData(AppIds.Gateway)]
    [InlineData("pdf-docling")]
    public async Task Metrics_PortSet_AreThereAndNowhereElse(string appId)
    {
        var port = FreePort.Next();
        await using var service = await StartAsync(appId, $"Metrics:Port={port}", "Metrics:Host=127.0.0.1");

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(service.Urls.First(), "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"http://127.0.0.1:{port}", "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"http://127.0.0.1:{port}", "/healthz/live"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"http://127.0.0.1:{port}", "/v1/pipelines"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"http://127.0.0.1:{port}", "/dapr/subscribe"));
    }

    [Fact]
    public async Task Metrics_NoPort_AreForThisMachineAlone()
    {
        await using var service = await StartAsync(AppIds.Gateway);
        var address = service.Urls.First();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(address, "/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(address, "/metrics", ("X-Forwarded-For", "203.0.113.7")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(address, "/metrics", ("Forwarded", "for=203.0.113.7")));
    }

    [Theory]
    [InlineData("Metrics:Enabled=false")]
    [InlineData("OTEL_SDK_DISABLED=true")]
    public async Task Metrics_SwitchedOff_AreNotThere(string setting)
    {
        await using var service = await StartAsync(AppIds.Gateway, setting);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(service.Urls.First(), "/metrics"));
    }

    [Fact]
    public async Task Metrics_GatewayThatAsksForKeys_AreNotOnItsPort()
    {
        await using var service = await StartAsync(AppIds.Gateway, $"Tenants:AdminKey={Key}");

        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(service.Urls.First(), "/metrics"));
    }

    /// <summary>A port for metrics on every interface is no gateway on every interface.</summary>
    [Fact]
    public async Task Gateway_OnLoopback_StartsWithItsMetricsOnEveryInterface()
    {
        var port = FreePort.Next();
        await using var service = await StartAsync(AppIds.Gateway, $"Metrics:Port={port}");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"http://127.0.0.1:{port}", "/metrics"));
    }

    private static async Task<WebApplication> StartAsync(string appId, params string[] settings)
    {
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0", "--ObjectStore:LargeWrites=presigned", "--Logging:LogLevel:Default=None",
            .. settings.Select(setting => $"--{setting}"),
        ];
        var service = appId == AppIds.Gateway ? GatewayService.Build(arguments) : StageHost.Build<PdfDoclingStage>(arguments);
        await service.StartAsync();
        return service;
    }

    private static async Task<HttpStatusCode> StatusAsync(
        string address, string path, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address + path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
