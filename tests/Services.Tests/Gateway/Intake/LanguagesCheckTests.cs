using DaprProcessing.Contracts.Health;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

/// <summary>What the gateway makes of languages, by what the stage says that is installed.</summary>
public sealed class LanguagesCheckTests
{
    private static byte[] Document => File.ReadAllBytes(SamplePaths.Sample("tables.pdf"));

    [Theory]
    [InlineData("""{"languages":["xyz"]}""", "xyz")]
    [InlineData("""{"png-to-text":{"languages":["deu","nor","xyz"]}}""", "nor, xyz")]
    [InlineData("""{"languages":["DEU"]}""", "DEU")]
    public async Task Languages_WithoutData_AreRefusedWithThoseThatAreThere(string options, string missing)
    {
        await using var gateway = await StartAsync("deu", "eng");

        using var refused = await gateway.PostRawAsync(Document, $"?options={Uri.EscapeDataString(options)}");

        var problem = await GatewayHarness.ProblemAsync(refused, 400, "unsupported_language");
        Assert.Contains($"no data for {missing}; it has deu, eng.", problem);
        Assert.Empty(gateway.Runtime.Objects("_open"));
    }

    [Theory]
    [InlineData("""{"languages":["eng","deu"]}""")]
    [InlineData("""{"png-to-text":{"languages":["xyz"],"engine":"paddle"}}""")]
    [InlineData("{}")]
    public async Task Languages_ThatAreThereOrNotAskedFor_AreTaken(string options)
    {
        await using var gateway = await StartAsync("deu", "eng");

        await gateway.SubmitAsync($"?options={Uri.EscapeDataString(options)}", Document);
    }

    [Fact]
    public async Task Languages_WhereTheStageDoesNotAnswer_AreLeftToIt()
    {
        await using var gateway = await GatewayHarness.StartAsync();

        await gateway.SubmitAsync("?options={\"languages\":[\"xyz\"]}", Document);
    }

    private static async Task<GatewayHarness> StartAsync(params string[] languages)
    {
        var gateway = await GatewayHarness.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var stage = builder.Build();
        stage.MapGet(HealthEndpoints.ReportPath, () => new ServiceHealth(
            [new PartHealth(HealthParts.OcrLanguages, IsOptional: true) { Offers = languages }]));
        await gateway.Runtime.StartAppAsync("png-to-text", stage);
        return gateway;
    }
}
