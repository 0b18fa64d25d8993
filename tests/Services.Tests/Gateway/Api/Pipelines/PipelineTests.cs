using System.Text.Json;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Api.Pipelines;

public sealed class PipelineTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task List_EveryPipeline_HasTheSchemaOfItsOptions()
    {
        var pipelines = (await fixture.Gateway.GetAsync("/v1/pipelines")).GetProperty("pipelines").EnumerateArray().ToList();

        Assert.Contains(pipelines, pipeline => pipeline.GetProperty("name").GetString() == "document");
        foreach (var pipeline in pipelines)
        {
            var options = pipeline.GetProperty("options").GetProperty("properties");
            var stages = pipeline.GetProperty("phases").EnumerateArray().SelectMany(Participants).ToHashSet();
            // Pages are chosen of what has pages.
            string[] ofPages = pipeline.GetProperty("phases")[0].TryGetProperty("cut", out _) ? [] : ["pages"];
            string[] ofJobs = ["password", "failOnPageError", "cleanUpOnFailure", "webhook", .. ofPages];
            Assert.Superset(ofJobs.ToHashSet(), options.EnumerateObject().Select(option => option.Name).ToHashSet());
            Assert.All(
                options.EnumerateObject().Where(option => !ofJobs.Contains(option.Name)),
                option => Assert.Contains(option.Name, stages));
        }
    }

    private static IEnumerable<string> Participants(JsonElement phase) =>
    [
        .. phase.GetProperty("stages").EnumerateArray().Select(stage => stage.GetString()!),
        phase.GetProperty("gather").GetString()!,
        .. phase.TryGetProperty("cut", out var cut) ? [cut.GetString()!] : Array.Empty<string>(),
    ];

    [Fact]
    public async Task List_OptionOfAStage_SaysItsRangeAndDefault()
    {
        var document = (await fixture.Gateway.GetAsync("/v1/pipelines")).GetProperty("pipelines").EnumerateArray()
            .Single(pipeline => pipeline.GetProperty("name").GetString() == "document");

        var dpi = document.GetProperty("options").GetProperty("properties").GetProperty("pdf-to-png").GetProperty(
            "properties").GetProperty("dpi");

        Assert.Equal(JsonValueKind.Number, dpi.GetProperty("default").ValueKind);
        Assert.True(dpi.GetProperty("minimum").GetInt32() < dpi.GetProperty("maximum").GetInt32());
    }
}
