namespace DaprProcessing.Conformance;

/// <summary>The local runtime as the official JavaScript SDK sees it. Each name is a check in <c>suite/</c>.</summary>
public sealed class JavaScriptSdkTests(JavaScriptSuite suite) : IClassFixture<JavaScriptSuite>
{
    private static readonly string[] Names =
    [
        "state.save-get-delete.http", "state.save-get-delete.grpc", "state.bulk-etag.http", "state.bulk-etag.grpc",
        "state.transaction.http", "state.transaction.grpc", "state.delete-with-stale-etag",
        "pubsub.publish-subscribe.http", "pubsub.publish-subscribe.grpc", "pubsub.bulk-publish.http", "pubsub.bulk-publish.grpc",
        "pubsub.unknown-component", "pubsub.raw-payload", "pubsub.dead-letter",
        "health.http", "metadata.get-set", "metadata.grpc", "invoke.post", "invoke.get", "invoke.unknown-app",
        "binding.create-get-list-delete", "binding.unknown", "secret.none",
        "workflow.activity-chain", "workflow.fan-out", "workflow.child", "workflow.continue-as-new", "workflow.timer",
        "workflow.external-event", "workflow.failure", "workflow.given-id-twice", "workflow.scheduled-start",
        "workflow.suspend-resume", "workflow.terminate", "workflow.terminate-with-children", "workflow.purge",
        "workflow.http-management",
    ];

    public static TheoryData<string> Checks => [.. Names];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Check_AgainstTheLocalRuntime_Passes(string name)
    {
        Assert.True(suite.Results.TryGetValue(name, out var result), $"the suite never reported '{name}':\n{suite.Log}");
        Assert.True(result.Ok, result.Error);
    }

    [Fact]
    public void Suite_EveryCheckItRan_IsListedHere() =>
        Assert.Empty(suite.Results.Keys.Except(Names));
}
