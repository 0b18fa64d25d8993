using DaprProcessing.TestKit;

namespace DaprProcessing.JetStream.Tests.Component;

/// <summary>
/// A pod is an app, its daprd and the component; whichever of them ends in mid-work, and however, another pod has the message
/// within the ack wait of the shipped files.
/// </summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    // As components/selfhosted has it. What a busy machine takes beside it is far below the half hour that it once was.
    private static readonly (string, string) AckWait = ("ackWait", "5s");
    private static readonly TimeSpan HandOver = TimeSpan.FromSeconds(5) + TimeSpan.FromSeconds(55);

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
    [InlineData(Part.Component, false)]
    [InlineData(Part.Pair, false)]
    [InlineData(Part.Component, true)]
    [InlineData(Part.Pair, true)]
    public async Task Part_EndsInMidWork_ItsMessageIsInOtherHandsWithinTheAckWait(Part part, bool isAskedTo)
    {
        var (began, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var dying = new Daprd(_first);
        await dying.InitAsync(_server.Url, AckWait);
        await using var other = new Daprd(_second);
        await other.InitAsync(_server.Url, AckWait);
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

        await Eventually.Async(() => other.Handled.Count == 1, HandOver, $"in other hands\n{_first.Log}\n{_second.Log}");
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
