using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Health;
using DaprProcessing.TestKit;

namespace DaprProcessing.Platform.Tests.Stages;

/// <summary>Whether a stage's own look tells a queue that stands still from one that is at work.</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RuntimeFaults _faults = new();
    private StageHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await StageHarness.StartAsync(_faults);

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Look_StageGetsItsMessages_SaysSoAndRunsNoWork()
    {
        // A busy machine may take longer for one than the look waits.
        await Eventually.Async(
            async () => (await _harness.CanaryOf(MarkingStage.Consumer).LookAsync(CancellationToken.None))
                .All(part => part.Trouble is null),
            Patience, "the message arrives");

        Assert.Equal(0, _harness.Stage.Runs);
        Assert.Empty(_harness.Runtime.Seen(Topics.DeadLetter));
    }

    [Fact]
    public async Task Look_NobodyTakesTheMessages_SaysThatTheyDoNotArrive()
    {
        // What is published on the next stage's topic comes to the test, which is no stage.
        var parts = await _harness.CanaryOf(StageHarness.NextStage).LookAsync(CancellationToken.None);

        Assert.Null(parts.Single(part => part.Name == HealthParts.Broker).Trouble);
        Assert.Contains("has not arrived", parts.Single(part => part.Name == HealthParts.Messages).Trouble);
    }

    [Fact]
    public async Task Look_BrokerTakesNothing_SaysThatItDoesNot()
    {
        _faults.FailNextPublish(MarkingStage.Consumer.Topic);

        var parts = await _harness.CanaryOf(MarkingStage.Consumer).LookAsync(CancellationToken.None);

        Assert.Equal("the broker takes no message", parts.Single(part => part.Name == HealthParts.Broker).Trouble);
        Assert.NotNull(parts.Single(part => part.Name == HealthParts.Messages).Trouble);
    }

    [Fact]
    public async Task Look_StageHasWorkInHand_IsNotCutOff()
    {
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        _harness.Stage.While = cancellationToken =>
        {
            begun.TrySetResult();
            return gate.Task.WaitAsync(cancellationToken);
        };
        await _harness.Runtime.PublishAsync(
            MarkingStage.Consumer.Topic, StageHarness.Message(await _harness.NewChunkAsync()));
        await begun.Task;

        // The stage's clock stands still, so that its look never sees a mark.
        var parts = await _harness.StageCanary.LookAsync(CancellationToken.None);

        Assert.All(parts, part => Assert.Null(part.Trouble));
        gate.SetResult();
    }
}
