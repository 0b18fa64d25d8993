using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>A job of several chunks, whose platform is killed at a named step of it.</summary>
public sealed class JobCrashTests
{
    [Theory]
    [SlowInlineData("gateway.record-written")]
    [SlowInlineData("orchestrator.planning")]
    [SlowInlineData("orchestrator.dispatching")]
    [SlowInlineData("orchestrator.reported")]
    [SlowInlineData("orchestrator.finishing")]
    [SlowInlineData("orchestrator.finished")]
    [InlineData("stage.received")]
    [SlowInlineData("stage.leased")]
    [InlineData("stage.outputs-half")]
    [InlineData("stage.outputs-written")]
    [SlowInlineData("stage.completed")]
    [SlowInlineData("stage.published")]
    [SlowInlineData("engine.turn-before-commit")]
    [SlowInlineData("engine.turn-after-commit:2")]
    [SlowInlineData("engine.activity-completed-before-commit")]
    [SlowInlineData("engine.activity-completed-after-commit")]
    public Task Job_KilledAtCrashPoint_SucceedsAfterRestart(string point) => CrashPoint.KillAndSucceedAsync(point, pages: 6);
}
