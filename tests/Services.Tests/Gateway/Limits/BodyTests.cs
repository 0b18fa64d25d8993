using System.Net.Sockets;
using System.Text;
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
        using (await BeginAsync(gateway))
        {
            await Eventually.Async(
                async () =>
                {
                    using var response = await gateway.PostRawAsync(GatewayHarness.Pdf);
                    return (int)response.StatusCode == 503;
                },
                TimeSpan.FromSeconds(30), "the place is taken");
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

    // Sends the head of a request and a few bytes of its body.
    private static async Task<TcpClient> BeginAsync(GatewayHarness gateway)
    {
        var address = gateway.Http.BaseAddress!;
        var caller = new TcpClient();
        await caller.ConnectAsync(address.Host, address.Port);
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/jobs HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 100000\r\n\r\n%PDF-1.7"));
        return caller;
    }
}
