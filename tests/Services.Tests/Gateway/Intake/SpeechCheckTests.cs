using System.Net;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

/// <summary>What the gateway makes of voices and engines, by what the stage says that is here.</summary>
public sealed class SpeechCheckTests
{
    private static readonly PartHealth[] Here =
    [
        new("speech-piper", "There are no Piper voices", IsOptional: true),
        new("speech-espeak-ng", IsOptional: true) { Offers = ["de", "en-us"] },
        new("speech-openai", IsOptional: true),
    ];

    [Theory]
    [InlineData("""{"tts":{"voice":"tlh"}}""", 400, "unsupported_language", "no voice 'tlh' here; there are: de, en-us.")]
    [InlineData("""{"tts":{"engine":"espeak-ng","voice":"fr+f3"}}""", 400, "unsupported_language", "no voice 'fr+f3'")]
    [InlineData("""{"tts":{"engine":"piper"}}""", 422, "engine_unavailable", "There are no Piper voices.")]
    public async Task Voice_ThatIsNotHere_IsRefusedWithThoseThatAre(string options, int status, string code, string says)
    {
        await using var gateway = await StartAsync(Here);

        using var refused = await PostAsync(gateway, options);

        Assert.Contains(says, await GatewayHarness.ProblemAsync(refused, status, code));
        Assert.Empty(gateway.Runtime.Objects("_open"));
    }

    [Theory]
    [InlineData("""{"tts":{"voice":"en-us+f3"}}""")]
    [InlineData("""{"tts":{"engine":"espeak-ng","voice":"de-at"}}""")]
    [InlineData("""{"tts":{"engine":"openai","voice":"alloy"}}""")]
    [InlineData("""{"tts":{"rate":1.5}}""")]
    public async Task Voice_ThatIsHereOrNotKnown_IsTaken(string options)
    {
        await using var gateway = await StartAsync(Here);

        using var taken = await PostAsync(gateway, options);

        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    [Fact]
    public async Task Voice_WhereTheStageDoesNotAnswer_IsLeftToIt()
    {
        await using var gateway = await GatewayHarness.StartAsync();

        using var taken = await PostAsync(gateway, """{"tts":{"voice":"tlh"}}""");

        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    [Fact]
    public async Task Health_ListsTheVoices()
    {
        await using var gateway = await StartAsync(Here);
        System.Text.Json.JsonElement tts = default;

        await Eventually.Async(
            async () =>
            {
                using var response = await gateway.Http.GetAsync("/v1/health");
                tts = (await GatewayHarness.AcceptedAsync(response, 200)).GetProperty("stages").GetProperty("tts");
                return tts.GetProperty("status").GetString() == "ready";
            },
            TimeSpan.FromSeconds(60), "the stage's answer");

        Assert.Equal(
            ["de", "en-us"],
            tts.GetProperty("offers").GetProperty("speech-espeak-ng").EnumerateArray().Select(voice => voice.GetString()));
        Assert.Equal("There are no Piper voices", tts.GetProperty("optional").GetProperty("speech-piper").GetString());
    }

    private static Task<HttpResponseMessage> PostAsync(GatewayHarness gateway, string options) => gateway.PostRawAsync(
        File.ReadAllBytes(SamplePaths.Sample("tables.pdf")), $"?pipeline=audiobook&options={Uri.EscapeDataString(options)}");

    private static async Task<GatewayHarness> StartAsync(params PartHealth[] parts)
    {
        var gateway = await GatewayHarness.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var stage = builder.Build();
        stage.MapGet(HealthEndpoints.ReportPath, () => new ServiceHealth(parts));
        await gateway.Runtime.StartAppAsync("tts", stage);
        return gateway;
    }
}
