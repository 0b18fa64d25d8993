namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>A job of one chunk, which has no leases and one message from the plan to the assembler, killed likewise.</summary>
public sealed class SmallJobCrashTests
{
    [Theory]
    [InlineData("orchestrator.planning")]
    [InlineData("stage.received:2")]
    [InlineData("stage.outputs-written:3")]
    [InlineData("stage.published:4")]
    [InlineData("orchestrator.sent")]
    [InlineData("orchestrator.reported")]
    [InlineData("orchestrator.finishing")]
    [InlineData("orchestrator.finished")]
    public Task SmallJob_KilledAtCrashPoint_SucceedsAfterRestart(string point) => CrashPoint.KillAndSucceedAsync(point, pages: 2);
}
