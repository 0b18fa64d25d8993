using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Orchestrator;
using DaprProcessing.PdfDocling;
using DaprProcessing.Stages;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;

namespace DaprProcessing.Services.Tests.Hosting;

/// <summary>What a service makes of its sidecar.</summary>
public sealed class SidecarTests
{
    public static TheoryData<string> Services => new(AppIds.Gateway, AppIds.Orchestrator, PdfDoclingStage.Name);

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Ready_NoSidecar_IsNeverAndSaysWhy(string appId)
    {
        var nobody = $"http://127.0.0.1:{FreePort.Next()}";
        await using var service = Build(
            appId, "--urls=http://127.0.0.1:0", $"--DAPR_HTTP_ENDPOINT={nobody}", $"--DAPR_GRPC_ENDPOINT={nobody}",
            "--ObjectStore:LargeWrites=presigned", "--Logging:LogLevel:Default=None");
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };

        using var ready = await http.GetAsync("/healthz/ready");
        using var live = await http.GetAsync("/healthz/live");

        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("sidecar does not answer", await ready.Content.ReadAsStringAsync());
        Assert.Equal(200, (int)live.StatusCode);
    }

    [Fact]
    public async Task Ready_SidecarAnswersButNotOnTheChannelOfTheCalls_IsNo()
    {
        await using var runtime = await InMemoryRuntime.StartAsync(PdfDoclingStage.Name);
        await using var service = Build(
            PdfDoclingStage.Name,
            runtime.Arguments(PdfDoclingStage.Name, $"DAPR_GRPC_ENDPOINT=http://127.0.0.1:{FreePort.Next()}"));
        await service.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };

        using var ready = await http.GetAsync("/healthz/ready");

        Assert.Equal(503, (int)ready.StatusCode);
    }

    [Theory]
    [InlineData(AppIds.Orchestrator, "/jobs/local/0123456789abcdef0123456789abcdef/stop")]
    [InlineData(AppIds.Orchestrator, "/chunk-reports")]
    [InlineData("pdf-docling", "/work")]
    public async Task AppPort_TokenMissingOrWrong_IsRefused(string appId, string path)
    {
        await using var runtime = await InMemoryRuntime.StartAsync(appId);
        var address = await runtime.StartAppAsync(appId, Build(appId, runtime.Arguments(appId, "APP_API_TOKEN=right")));
        using var http = new HttpClient { BaseAddress = address };

        Assert.Equal(401, await PostAsync(http, path, token: null));
        Assert.Equal(401, await PostAsync(http, path, "wrong"));
        Assert.InRange(await PostAsync(http, path, "right"), 200, 299);
        Assert.Equal("ready", await http.GetStringAsync("/healthz/ready"));
    }

    private static WebApplication Build(string appId, params string[] arguments) => appId switch
    {
        AppIds.Gateway => GatewayService.Build(arguments),
        AppIds.Orchestrator => OrchestratorService.Build(arguments),
        _ => StageHost.Build<PdfDoclingStage>(arguments),
    };

    private static async Task<int> PostAsync(HttpClient http, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("no message") };
        if (token is not null)
        {
            request.Headers.Add("dapr-api-token", token);
        }

        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
