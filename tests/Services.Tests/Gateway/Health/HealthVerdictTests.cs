using DaprProcessing.Gateway.Health;

namespace DaprProcessing.Services.Tests.Gateway.Health;

public sealed class HealthVerdictTests
{
    [Fact]
    public void Report_MessagesDoNotReachAStage_IsDegradedAndNamesIt()
    {
        var report = Of(("tts", "moving"), ("wav-aggregator", "waiting"), ("pdf-to-png", "waiting"));

        Assert.Equal(
            ("degraded", "messages are slow to arrive at wav-aggregator, pdf-to-png"), (report.Status, report.Error));
    }

    [Fact]
    public void Report_MessagesMoveEverywhere_IsHealthy() => Assert.Equal("healthy", Of(("tts", "moving")).Status);

    [Fact]
    public void Report_BrokerAway_SaysNothingOfTheQueues()
    {
        var report = Of(("tts", "waiting")) with { Nats = "disconnected", Messages = "waiting" };

        Assert.Equal(("unhealthy", "the broker does not answer"), (report.Status, report.Error));
    }

    private static HealthReport Of(params (string Name, string Messages)[] stages) => new(
        "connected", "connected", "connected", "connected", "ready", "moving",
        stages.ToDictionary(
            stage => stage.Name, stage => new StageHealth("ready", stage.Messages, new Dictionary<string, string>())),
        DateTimeOffset.UnixEpoch);
}
