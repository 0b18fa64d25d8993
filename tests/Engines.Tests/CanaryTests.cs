using System.Net;
using System.Net.Sockets;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>A listener that must not hear anything.</summary>
public sealed class CanaryTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task Engine_DocumentThatCallsOut_MakesNoConnection()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        var source = engines.File(BrokenPdf.CallingOut($"http://{canary.LocalEndpoint}/canary"));

        Assert.Single((await engines.Probe.ProbeAsync(source, default)).Pages);
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(72, Grayscale: false), engines.NewPath(".png"), default);
        Assert.Contains("Call out", (await engines.Extractor.ExtractAsync(source, 1, default)).PlainText);

        Assert.False(canary.Pending(), "the engine called out");
    }
}
