using DaprProcessing.Components.Protos;
using DaprProcessing.TestKit;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;

namespace DaprProcessing.JetStream.Tests.Component;

/// <summary>The pluggable component, driven over its socket as daprd drives it, on a real server.</summary>
public sealed class ComponentTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private NatsServer _server = null!;
    private ComponentProcess _component = null!;

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync();
        _component = await ComponentProcess.StartAsync(_folder);
    }

    public async Task DisposeAsync()
    {
        await _component.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Reflection_AskedAsDaprdAsks_NamesThePubSub()
    {
        using var call = new ServerReflection.ServerReflectionClient(_component.Channel).ServerReflectionInfo();

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "*" });
        await call.ResponseStream.MoveNext();

        Assert.Contains(
            call.ResponseStream.Current.ListServicesResponse.Service,
            service => service.Name == "dapr.proto.components.v1.PubSub");
    }

    [Fact]
    public async Task Burst_LongerThanTheAckWait_RunsOnceEach()
    {
        await using var daprd = new Daprd(_component);
        await daprd.InitAsync(_server.Url, ("ackWait", "2s"));
        var jobs = Enumerable.Range(0, 40).Select(number => $"job {number}").ToList();
        foreach (var job in jobs)
        {
            await daprd.PublishAsync("work", job);
        }

        foreach (var slot in Slots("work", 8))
        {
            daprd.Subscribe(slot, job => HalfASecondAsync());
        }

        await using var broker = new Broker(_server);
        await Eventually.Async(
            async () => await broker.FindConsumerAsync("WORK", "app_work") is { NumPending: 0, NumAckPending: 0 }
                && daprd.Handled.Count >= jobs.Count,
            Within, "all is done");
        Assert.Equal(jobs.Order(), daprd.Handled.Order());
        Assert.All(
            daprd.Received, message => Assert.Equal(("work", "1"), (message.TopicName, message.Metadata["deliverycount"])));
    }

    [Fact]
    public async Task Broker_KilledUnderOpenStreams_NothingIsLost()
    {
        await using var daprd = new Daprd(_component);
        await daprd.InitAsync(_server.Url, ("ackWait", "1s"));
        for (var number = 0; number < 20; number++)
        {
            await daprd.PublishAsync("work", $"{number}");
        }

        foreach (var slot in Slots("work", 3))
        {
            daprd.Subscribe(slot, job => HalfASecondAsync());
        }

        await Eventually.Async(() => daprd.Handled.Count >= 4, Within, "some are done");
        _server.Kill();
        await _server.RestartAsync();
        for (var number = 20; number < 25; number++)
        {
            await daprd.PublishAsync("work", $"{number}");
        }

        await Eventually.Async(() => daprd.Handled.Distinct().Count() == 25, Within, "all are done");
        Assert.Equal(0, daprd.Ended);
    }

    [Fact]
    public async Task Stream_EndsInMidWork_AnotherHasTheMessageAtOnce()
    {
        var (began, never) = (new TaskCompletionSource(), new TaskCompletionSource<string?>());
        await using var dying = new Daprd(_component);
        await dying.InitAsync(_server.Url, ("ackWait", "5m"));
        await dying.PublishAsync("work", "1");
        dying.Subscribe("work", _ =>
        {
            began.TrySetResult();
            return never.Task;
        });
        await began.Task.WaitAsync(Within);
        await using var next = new Daprd(_component);
        next.Subscribe("work", _ => Task.FromResult<string?>(null));

        Assert.Empty(next.Handled);
        dying.Kill();

        // Far below the ack wait; what it takes on an idle machine is some milliseconds.
        await Eventually.Async(() => next.Handled.Count == 1, TimeSpan.FromSeconds(30), "in other hands");
        // The end of the test waits for whoever works.
        never.SetCanceled();
    }

    [Fact]
    public async Task Failure_AnsweredAsAckError_ComesAgainCounted()
    {
        await using var daprd = new Daprd(_component);
        await daprd.InitAsync(_server.Url, ("redeliveryDelay", "10ms"));
        await daprd.PublishAsync("work", "1");

        daprd.Subscribe("work", _ => Task.FromResult(daprd.Handled.IsEmpty ? "the app answered 500" : null));

        await Eventually.Async(() => daprd.Handled.Count == 2, Within, "handled again");
        Assert.Equal(["1", "2"], daprd.Received.Select(message => message.Metadata["deliverycount"]));
    }

    [Fact]
    public async Task Publish_OfTheSameCloudEventTwice_IsStoredOnce()
    {
        await using var daprd = new Daprd(_component);
        await daprd.InitAsync(_server.Url);
        const string Event = """{"specversion":"1.0","data":{"id":"inner"},"id":"one"}""";

        await daprd.PublishAsync("work", Event);
        await daprd.PublishAsync("work", Event);

        await using var broker = new Broker(_server);
        Assert.Equal(1L, (await broker.FindStreamAsync("WORK"))!.State.Messages);
    }

    [Fact]
    public async Task Termination_InMidWork_LetsItEndAndBeAcknowledged()
    {
        var (began, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var daprd = new Daprd(_component);
        await daprd.InitAsync(_server.Url, ("ackWait", "5m"));
        await daprd.PublishAsync("work", "1");
        daprd.Subscribe("work", async _ =>
        {
            began.TrySetResult();
            await finish.Task;
            await daprd.PublishAsync("next", "made of 1");
            return null;
        });
        await began.Task.WaitAsync(Within);

        _component.Terminate();
        finish.SetResult();

        await Eventually.Async(() => _component.HasExited, Within, "the component has ended");
        await using var broker = new Broker(_server);
        Assert.Equal(0, (await broker.FindConsumerAsync("WORK", "app_work"))!.NumAckPending);
        Assert.Equal(1L, (await broker.FindStreamAsync("NEXT"))!.State.Messages);
    }

    [Theory]
    [InlineData("ackWait", "soon", "ackWait")]
    [InlineData("natsURL", "http://no", "natsURL")]
    public async Task Init_WrongSetting_IsRefusedByName(string setting, string value, string named)
    {
        await using var daprd = new Daprd(_component);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await daprd.InitAsync(_server.Url, (setting, value));
            await daprd.PublishAsync("work", "1");
        });

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains(named, refusal.Status.Detail);
    }

    [Fact]
    public async Task Stream_ThatNamesNoTopic_IsRefused()
    {
        using var call = new PubSub.PubSubClient(_component.Channel).PullMessages();
        await call.RequestStream.WriteAsync(new PullMessagesRequest { AckMessageId = "1" });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
    }

    [Fact]
    public async Task Start_OnASocketThatAnswers_IsRefused() =>
        Assert.Contains("another component answers", await ComponentProcess.RefusalAsync(_folder));

    private static IEnumerable<string> Slots(string topic, int count) =>
        Enumerable.Range(1, count).Select(slot => slot == 1 ? topic : $"{topic}#{slot}");

    private static async Task<string?> HalfASecondAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        return null;
    }
}
