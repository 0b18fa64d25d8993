using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Health;

/// <summary>What the report says of a platform that has no stages, as tests have it, and of what is lost besides.</summary>
public sealed class HealthReportTests
{
    [Fact]
    public async Task Report_StagesAway_IsDegradedAndNamesThem()
    {
        await using var harness = await OrchestratorHarness.StartAsync(["pdf.created"]);

        var report = await ReportAsync(
            harness.Http, report => Of(report, "status") == "degraded" && Of(report, "messages") == "moving");

        Assert.Equal(
            ("connected", "connected", "connected", "connected", "ready"),
            (Of(report, "s3"), Of(report, "state"), Of(report, "nats"), Of(report, "sidecar"), Of(report, "orchestrator")));
        var stages = report.GetProperty("stages").EnumerateObject().ToDictionary(stage => stage.Name, stage => stage.Value);
        Assert.Equal(
            ConsumerCatalogue.Shipped.Consumers.Select(consumer => consumer.AppId).Except([AppIds.Orchestrator]).Order(),
            stages.Keys);
        Assert.All(stages.Values, stage => Assert.Equal("no_answer", Of(stage, "status")));
        Assert.Contains("tts does not answer", Of(report, "error"));
    }

    [Fact]
    public async Task Report_BrokerTakesNoMessage_IsUnhealthy()
    {
        var faults = new RuntimeFaults();
        await using var harness = await OrchestratorHarness.StartAsync(["pdf.created"], faults: faults);
        faults.FailNextPublish(ConsumerCatalogue.Shipped.Service(AppIds.Orchestrator).CanaryTopic);

        var report = await ReportAsync(harness.Http, _ => true);

        Assert.Equal(
            ("unhealthy", "disconnected", "waiting"), (Of(report, "status"), Of(report, "nats"), Of(report, "messages")));
        Assert.Contains("the broker does not answer", Of(report, "error"));
        Assert.True(faults.AllHappened);
    }

    [Fact]
    public async Task Report_OrchestratorSaysNothing_IsDegradedAndTheBrokerUnknown()
    {
        await using var gateway = await GatewayHarness.StartAsync();

        var report = await ReportAsync(gateway.Http, report => Of(report, "status") == "degraded");

        Assert.Equal(
            ("no_answer", "unknown", "unknown"),
            (Of(report, "orchestrator"), Of(report, "nats"), Of(report, "messages")));
        Assert.StartsWith("no orchestrator answers", Of(report, "error"));
    }

    [Fact]
    public async Task Report_AskedByManyAtOnce_TakesFewLooks()
    {
        await using var gateway = await GatewayHarness.StartAsync();

        var reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReportAsync(gateway.Http, _ => true)));

        // More than one where the machine takes longer than a second to ask so often.
        Assert.InRange(reports.Select(report => Of(report, "checkedAt")).Distinct().Count(), 1, 5);
    }

    // A part that a busy machine has kept from answering in time is well in one of the next looks.
    private static async Task<JsonElement> ReportAsync(HttpClient http, Func<JsonElement, bool> isMeant)
    {
        JsonElement report = default;
        await Eventually.Async(
            async () =>
            {
                using var response = await http.GetAsync("/v1/health");
                report = await GatewayHarness.AcceptedAsync(response, 200);
                return isMeant(report);
            },
            TimeSpan.FromSeconds(60), "the report that is meant");
        return report;
    }

    private static string Of(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
