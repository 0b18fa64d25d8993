using System.Net.Sockets;
using System.Text;
using DaprProcessing.Services.Tests.Gateway.Tenants;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Limits;

public sealed class BodyTests
{
    [Fact]
    public async Task Body_ThatHardlyMoves_EndsWithATimeout()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:MinBodyRateGrace=00:00:01.1");
        using var caller = await BeginAsync(gateway);

        using var answer = new StreamReader(caller.GetStream());
        var status = await answer.ReadLineAsync();

        Assert.StartsWith("HTTP/1.1 408", status);
        Assert.Empty(gateway.Runtime.Objects());
    }

    [Fact]
    public async Task Bodies_MoreThanAreTakenAtATime_AreRefusedUntilThereIsRoom()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:MaxBodiesAtOnce=1", "Gateway:MinBodyRate=0");
        // The gateway says so when it begins to read, which is when the body has its place.
        using (var first = await BeginAsync(gateway, "/v1/jobs", 100_000, "Expect: 100-continue"))
        {
            using var answer = new StreamReader(first.GetStream());
            Assert.StartsWith("HTTP/1.1 100", await answer.ReadLineAsync());

            using var refused = await gateway.PostRawAsync(GatewayHarness.Pdf);
            await GatewayHarness.ProblemAsync(refused, 503, "too_many_uploads");
        }

        // The first has gone away.
        await Eventually.Async(
            async () =>
            {
                using var response = await gateway.PostRawAsync(GatewayHarness.Pdf);
                return (int)response.StatusCode == 202;
            },
            TimeSpan.FromSeconds(30), "there is room again");
    }

    [Theory]
    [InlineData("/mcp")]
    [InlineData("/v1/admin/tenants")]
    public async Task Body_TooLargeToBeHeld_IsRefusedByItsLength(string path)
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = path == "/mcp" ? await gateway.AddTenantAsync("acme") : TenantGateway.AdminKey;
        using var caller = await BeginAsync(
            gateway.Gateway, path, (64 << 20) + 1, $"X-Api-Key: {key}", "Content-Type: application/json",
            "Accept: application/json, text/event-stream");

        using var answer = new StreamReader(caller.GetStream());
        Assert.StartsWith("HTTP/1.1 413", await answer.ReadLineAsync());
    }

    private static Task<TcpClient> BeginAsync(GatewayHarness gateway) => BeginAsync(gateway, "/v1/jobs", 100_000);

    // Sends the head of a request and a few bytes of its body.
    private static async Task<TcpClient> BeginAsync(GatewayHarness gateway, string path, int length, params string[] headers)
    {
        var address = gateway.Http.BaseAddress!;
        var caller = new TcpClient();
        await caller.ConnectAsync(address.Host, address.Port);
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {length}\r\n"
            + string.Concat(headers.Select(header => $"{header}\r\n")) + "\r\n%PDF-1.7"));
        return caller;
    }
}
