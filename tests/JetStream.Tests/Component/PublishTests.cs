using DaprProcessing.Local.Components;
using DaprProcessing.Local.JetStream.Api;
using DaprProcessing.TestKit;

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

        await using var connection = TestPubSub.Connect(_server);
        var stream = await new JetStreamClient(connection).FindStreamAsync("ORDERS_CREATED");
        Assert.NotNull(stream);
        Assert.Equal(1UL, stream.State.Messages);
        Assert.Equal("new", (string?)stream.Config["discard"]);
        Assert.Equal("limits", (string?)stream.Config["retention"]);
    }

    [Fact]
    public async Task PublishAsync_CataloguedSubject_CreatesTheWorkQueueWithAllItsSubjects()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamCatalog", "PDF_JOBS: pdf.created\nORCHESTRATION: chunk.completed, chunk.failed"));

        await pubSub.PublishAsync("chunk.failed", "1");
        await pubSub.PublishAsync("chunk.completed", "2");

        await using var connection = TestPubSub.Connect(_server);
        var stream = await new JetStreamClient(connection).FindStreamAsync("ORCHESTRATION");
        Assert.NotNull(stream);
        Assert.Equal(["chunk.completed", "chunk.failed"], stream.Subjects.Order());
        Assert.Equal(2UL, stream.State.Messages);
        Assert.Equal("workqueue", (string?)stream.Config["retention"]);
    }

    [Fact]
    public async Task PublishAsync_SecondSubjectOfAnExistingStream_IsAddedWithoutChangingTheRest()
    {
        await using var connection = TestPubSub.Connect(_server);
        var jetStream = new JetStreamClient(connection);
        await jetStream.CreateStreamAsync(new StreamConfig { Name = "MINE", Subjects = ["a"], MaxMsgs = 77 });
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamName", "MINE"));

        await pubSub.PublishAsync("b", "1");

        var stream = await jetStream.FindStreamAsync("MINE");
        Assert.Equal(["a", "b"], stream!.Subjects);
        Assert.Equal(77, (int?)stream.Config["max_msgs"]);
    }

    [Fact]
    public async Task PublishAsync_SameMessageIdTwice_IsStoredOnce()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server);

        await pubSub.PublishAsync("orders", "1", messageId: "one");
        await pubSub.PublishAsync("orders", "1 again", messageId: "one");

        await using var connection = TestPubSub.Connect(_server);
        var stream = await new JetStreamClient(connection).FindStreamAsync("ORDERS");
        Assert.Equal(1UL, stream!.State.Messages);
    }

    [Fact]
    public async Task PublishAsync_SameMessageIdOnTwoTopicsOfAStream_IsStoredTwice()
    {
        await using var pubSub = await TestPubSub.ConnectAsync(_server, ("streamCatalog", "ALL: work, work.dead"));

        await pubSub.PublishAsync("work", "1", messageId: "one");
        await pubSub.PublishAsync("work.dead", "1", messageId: "one");

        await using var connection = TestPubSub.Connect(_server);
        var stream = await new JetStreamClient(connection).FindStreamAsync("ALL");
        Assert.Equal(2UL, stream!.State.Messages);
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

        var refused = await Assert.ThrowsAsync<ComponentException>(() => pubSub.PublishAsync("orders", "1").WaitAsync(TestPubSub.Timeout));

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

    [Fact]
    public async Task JetStreamPublish_ExpectedLastSequenceWrong_IsRefused()
    {
        await using var connection = TestPubSub.Connect(_server);
        var jetStream = new JetStreamClient(connection);
        await jetStream.CreateStreamAsync(new StreamConfig { Name = "S", Subjects = ["s"] });
        var first = await jetStream.PublishAsync("s", default, new PublishOptions { ExpectedLastSequence = 0 });

        var refused = await Assert.ThrowsAsync<JetStreamApiException>(
            () => jetStream.PublishAsync("s", default, new PublishOptions { ExpectedLastSequence = 7 }));

        Assert.Equal(1UL, first.Seq);
        Assert.Contains("wrong last sequence", refused.Description, StringComparison.Ordinal);
    }
}
