using DaprProcessing.Components;
using DaprProcessing.TestKit;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream.Tests;

public sealed class PublishTests : IAsyncLifetime
{
    private NatsServer _server = null!;

    public async Task InitializeAsync() => _server = await NatsServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task PublishAsync_NoStreamYet_CreatesOneNamedAfterTheSubject()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);

        await pubSub.PublishAsync("orders.created", "1");

        await using var broker = new Broker(_server);
        var stream = await broker.FindStreamAsync("ORDERS_CREATED");
        Assert.NotNull(stream);
        Assert.Equal(1, stream.State.Messages);
        Assert.Equal(StreamConfigDiscard.New, stream.Config.Discard);
        Assert.Equal(StreamConfigRetention.Limits, stream.Config.Retention);
    }

    [Fact]
    public async Task PublishAsync_CataloguedSubject_CreatesTheWorkQueueWithAllItsSubjects()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(
            _server, ("streamCatalog", "PDF_JOBS: pdf.created\nORCHESTRATION: chunk.completed, chunk.failed"));

        await pubSub.PublishAsync("chunk.failed", "1");
        await pubSub.PublishAsync("chunk.completed", "2");

        await using var broker = new Broker(_server);
        var stream = await broker.FindStreamAsync("ORCHESTRATION");
        Assert.NotNull(stream);
        Assert.Equal(["chunk.completed", "chunk.failed"], stream.Config.Subjects!.Order());
        Assert.Equal(2, stream.State.Messages);
        Assert.Equal(StreamConfigRetention.Workqueue, stream.Config.Retention);
    }

    [Fact]
    public async Task PublishAsync_SubjectOfAKeptStream_StaysForADayAndMakesRoomByItself()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(
            _server, ("streamCatalog", "WORK: work\nCOMPLETIONS (limits): pdf.done, audio.done"));

        await pubSub.PublishAsync("audio.done", "1");

        await using var broker = new Broker(_server);
        var config = (await broker.FindStreamAsync("COMPLETIONS"))!.Config;
        Assert.Equal(["audio.done", "pdf.done"], config.Subjects!.Order());
        Assert.Equal(
            (StreamConfigRetention.Limits, StreamConfigDiscard.Old, TimeSpan.FromDays(1)),
            (config.Retention, config.Discard, config.MaxAge));
    }

    [Fact]
    public async Task PublishAsync_SecondSubjectOfAnExistingStream_IsAddedWithoutChangingTheRest()
    {
        await using var broker = new Broker(_server);
        await broker.JetStream.CreateStreamAsync(new StreamConfig("MINE", ["a"]) { MaxMsgs = 77 });
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamName", "MINE"));

        await pubSub.PublishAsync("b", "1");

        var stream = await broker.FindStreamAsync("MINE");
        Assert.Equal(["a", "b"], stream!.Config.Subjects!);
        Assert.Equal(77, stream.Config.MaxMsgs);
    }

    [Fact]
    public async Task PublishAsync_SameMessageIdTwice_IsStoredOnce()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);

        await pubSub.PublishAsync("orders", "1", messageId: "one");
        await pubSub.PublishAsync("orders", "1 again", messageId: "one");

        await using var broker = new Broker(_server);
        var stream = await broker.FindStreamAsync("ORDERS");
        Assert.Equal(1, stream!.State.Messages);
    }

    [Fact]
    public async Task PublishAsync_SameMessageIdOnTwoTopicsOfAStream_IsStoredTwice()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamCatalog", "ALL: work, work.dead"));

        await pubSub.PublishAsync("work", "1", messageId: "one");
        await pubSub.PublishAsync("work.dead", "1", messageId: "one");

        await using var broker = new Broker(_server);
        var stream = await broker.FindStreamAsync("ALL");
        Assert.Equal(2, stream!.State.Messages);
    }

    [Fact]
    public async Task PublishAsync_StreamIsFull_IsUnavailableWithTheReason()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamMaxBytes", "4Ki"));
        await pubSub.PublishAsync("orders", new string('x', 3000));

        var refused = await Assert.ThrowsAsync<ComponentException>(() => pubSub.PublishAsync("orders", new string('x', 3000)));

        Assert.Equal(ComponentErrorKind.Unavailable, refused.Kind);
        Assert.Contains("maximum bytes exceeded", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(2_000_000)]
    public async Task PublishAsync_MessageTooLarge_IsInvalid(int bytes)
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamMaxMessageBytes", "10Ki"));

        var refused = await Assert.ThrowsAsync<ComponentException>(() => pubSub.PublishAsync("orders", new string('x', bytes)));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nPUB x 0\r\n")]
    [InlineData("a.*")]
    [InlineData(".a")]
    public async Task PublishAsync_NotASubject_IsInvalid(string topic)
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);

        var refused = await Assert.ThrowsAsync<ComponentException>(() => pubSub.PublishAsync(topic, "1"));

        Assert.Equal(ComponentErrorKind.Invalid, refused.Kind);
    }

    [Fact]
    public async Task PublishAsync_ServerAway_IsUnavailableWithinItsDeadline()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("publishTimeout", "300ms"));
        _server.Kill();

        var refused = await Assert.ThrowsAsync<ComponentException>(
            () => pubSub.PublishAsync("orders", "1").WaitAsync(TestPubSub.Timeout));

        Assert.Equal(ComponentErrorKind.Unavailable, refused.Kind);
        await _server.RestartAsync();
    }

    [Fact]
    public async Task PublishAsync_ServerComesBackInTime_Succeeds()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);
        _server.Kill();

        var publishing = pubSub.PublishAsync("orders", "1");
        await _server.RestartAsync();

        await publishing.WaitAsync(TestPubSub.Timeout);
    }
}
