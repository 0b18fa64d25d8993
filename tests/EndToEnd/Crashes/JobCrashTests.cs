namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>A job of several chunks, whose platform is killed at a named step of it.</summary>
public sealed class JobCrashTests
{
    [Theory]
    [InlineData("gateway.record-written")]
    [InlineData("orchestrator.planning")]
    [InlineData("orchestrator.dispatching")]
    [InlineData("orchestrator.reported")]
    [InlineData("orchestrator.finishing")]
    [InlineData("orchestrator.finished")]
    [InlineData("stage.received")]
    [InlineData("stage.leased")]
    [InlineData("stage.outputs-half")]
    [InlineData("stage.outputs-written")]
    [InlineData("stage.completed")]
    [InlineData("stage.published")]
    [InlineData("engine.turn-before-commit")]
    [InlineData("engine.turn-after-commit:2")]
    [InlineData("engine.activity-completed-before-commit")]
    [InlineData("engine.activity-completed-after-commit")]
    public Task Job_KilledAtCrashPoint_SucceedsAfterRestart(string point) => CrashPoint.KillAndSucceedAsync(point, pages: 6);
}
