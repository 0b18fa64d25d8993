using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>A job of one chunk, which has no leases and one message from the plan to the assembler, killed likewise.</summary>
public sealed class SmallJobCrashTests
{
    [Theory]
    [SlowInlineData("orchestrator.planning")]
    [SlowInlineData("stage.received:2")]
    [SlowInlineData("stage.outputs-written:3")]
    [SlowInlineData("stage.published:4")]
    [SlowInlineData("orchestrator.sent")]
    [SlowInlineData("orchestrator.reported")]
    [InlineData("orchestrator.finishing")]
    [SlowInlineData("orchestrator.finished")]
    public Task SmallJob_KilledAtCrashPoint_SucceedsAfterRestart(string point) => CrashPoint.KillAndSucceedAsync(point, pages: 2);
}
