using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Runtime.Tests.Support;

namespace DaprProcessing.Runtime.Tests.PubSub;

/// <summary>What daprd serves of a subscription and this runtime does not is said when the app is attached.</summary>
public sealed class SubscriptionRefusalTests
{
    [Theory]
    [InlineData("""{"pubsubname":"nope","topic":"orders","route":"/orders"}""", "there is no pubsub 'nope'")]
    [InlineData(
        """{"pubsubname":"pubsub","topic":"orders","routes":{"default":"/a","rules":[{"match":"event.x","path":"/b"}]}}""",
        "routing rules are not served")]
    [InlineData(
        """{"pubsubname":"pubsub","topic":"orders","route":"/a","bulkSubscribe":{"enabled":true}}""",
        "bulk delivery is not served")]
    public async Task Attach_SubscriptionThatIsNotServed_FailsNamingIt(string subscription, string what)
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync($"[{subscription}]");

        var wrong = await Assert.ThrowsAsync<ResourceException>(() => runtime.Host.AttachAppAsync("app", app.Address));

        Assert.Contains(what, wrong.Message);
        Assert.Contains("'orders'", wrong.Message);
    }
}
