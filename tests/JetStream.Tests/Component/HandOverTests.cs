using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests.Component;

/// <summary>
/// A pod is an app, its daprd and the component; whichever of them ends in mid-work, and however, another pod has the message.
/// What is left of the pod hands it back, and nobody waits for the ack wait; only where nobody is left does the broker, after it.
/// </summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    // Longer than a test: what comes before it was handed back.
    private static readonly (string, string) NeverOver = ("ackWait", "1h");

    // As components/selfhosted has it.
    private static readonly (string, string) Shipped = ("ackWait", "5s");

    private readonly TempFolder _here = new();
    private readonly TempFolder _there = new();
    private NatsServer _server = null!;
    private ComponentProcess _first = null!;
    private ComponentProcess _second = null!;

    /// <summary>What ends of a pod.</summary>
    public enum Part
    {
        App,
        Sidecar,
        Component,
        Pair,
    }

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync();
        _first = await ComponentProcess.StartAsync(_here);
        _second = await ComponentProcess.StartAsync(_there);
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _server.DisposeAsync();
        _here.Dispose();
        _there.Dispose();
    }

    [Theory]
    [InlineData(Part.App, false)]
    [InlineData(Part.Sidecar, false)]
    [InlineData(Part.Component, true)]
    [InlineData(Part.Pair, true)]
    public async Task Part_EndsInMidWork_ItsMessageIsHandedBackAtOnce(Part part, bool isAskedTo) =>
        await HandsOverAsync(part, isAskedTo, NeverOver);

    [Theory]
    [InlineData(Part.Component)]
    [InlineData(Part.Pair)]
    public async Task Part_KilledWithNobodyLeftToHandBack_TheBrokerDoesAfterTheShippedAckWait(Part part)
    {
        await HandsOverAsync(part, isAskedTo: false, Shipped);

        await using var broker = new Broker(_server);
        var consumer = await broker.FindConsumerAsync("WORK", "app_work");
        Assert.Equal(TimeSpan.FromSeconds(5), consumer!.Config.AckWait);
        Assert.Equal(2UL, consumer.Delivered.ConsumerSeq);
    }

    private async Task HandsOverAsync(Part part, bool isAskedTo, (string, string) ackWait)
    {
        var (began, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var dying = new Daprd(_first);
        await dying.InitAsync(_server.Url, ackWait);
        await using var other = new Daprd(_second);
        await other.InitAsync(_server.Url, ackWait);
        await dying.PublishAsync("work", "1");
        // Once refused the app is away: daprd hands the next one to nobody either.
        dying.Subscribe("work", async _ =>
        {
            began.TrySetResult();
            await ended.Task;
            return "connection refused";
        });
        await began.Task.WaitAsync(Within);
        other.Subscribe("work", _ => Task.FromResult<string?>(null));

        Assert.Empty(other.Handled);
        End(part, isAskedTo, dying, ended);

        await Eventually.Async(() => other.Handled.Count == 1, Within, $"in other hands\n{_first.Log}\n{_second.Log}");
        Assert.Equal("1", other.Handled.Single());
    }

    private void End(Part part, bool isAskedTo, Daprd daprd, TaskCompletionSource app)
    {
        if (part is Part.Pair or Part.Component)
        {
            if (isAskedTo)
            {
                _first.Terminate();
            }
            else
            {
                _first.Kill();
            }
        }

        if (part is Part.Pair or Part.Sidecar)
        {
            daprd.Kill();
        }

        // What the app would have said is heard by nobody where more of the pod is gone.
        app.SetResult();
    }
}
