using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Runtime.Tests.Support;

namespace DaprProcessing.Runtime.Tests.Resources;

public sealed class LoadingTests
{
    private const string Header = "apiVersion: dapr.io/v1alpha1\nkind: ";

    [Fact]
    public async Task Load_UnknownType_IsRefusedListingTheKnown()
    {
        var wrong = await RefusalAsync(ComponentYaml.Component("x", "pubsub.carrier-pigeon"));

        Assert.Contains("'pubsub.carrier-pigeon'", wrong);
        Assert.EndsWith(
            "known: bindings.aws.s3, bindings.localstorage, pubsub.in-memory, pubsub.jetstream, state.in-memory, "
                + "state.postgresql, state.sqlite",
            wrong);
    }

    [Theory]
    [InlineData(Header + "Component\nspec: {type: state.in-memory}", "'metadata' is required")]
    [InlineData("a: [", "all.yaml")]
    [InlineData(Header + "Component\nmetadata: {name: s}\nspec: {type: state.sqlite}", "'connectionString' is required")]
    [InlineData(Header + "Component\nmetadata: {name: s}\nspec: {type: state.in-memory, initTimeout: soon}", "initTimeout")]
    public async Task Load_WrongFile_StopsTheStartSayingWhat(string yaml, string what) =>
        Assert.Contains(what, await RefusalAsync(yaml));

    [Theory]
    [InlineData(Header + "Resiliency\nspec: {}", "all.yaml: resiliency policies are not served")]
    [InlineData(Header + "Subscription\nspec: {pubsubname: p, topic: t}", "the app says what it subscribes to")]
    [InlineData(Header + "Configuration\nspec: {}", "kind 'Configuration' is not served")]
    [InlineData(Header + "Component\nmetadata: {name: s}\nspec: {type: secretstores.local.file}",
        "'secretstores.local.file', which this runtime does not serve")]
    [InlineData(Header + "Component\nmetadata: {name: s}\nspec: {type: state.in-memory}\nauth: {secretStore: k}", "use envRef")]
    [InlineData(
        Header + "Component\nmetadata: {name: s}\nspec: {type: state.sqlite, metadata: [{name: url, secretKeyRef: {name: x}}]}",
        "'url' has a secretKeyRef")]
    [InlineData(Header + "Component\nmetadata: {name: s}\nspec: {type: state.in-memory, ignoreErrors: true}",
        "'ignoreErrors' is not served")]
    public async Task Load_WhatIsNotServed_IsRefusedByNameWithWhatToDo(string yaml, string what)
    {
        var wrong = await RefusalAsync(yaml);

        Assert.Contains(what, wrong);
        Assert.DoesNotContain('\n', wrong);
    }

    [Fact]
    public async Task Load_UnknownMetadata_IsRefusedWithFileKeyAndKnownKeys()
    {
        var wrong = await RefusalAsync(ComponentYaml.Component("files", "bindings.localstorage", "rootPath=x", "rootpaht=y"));

        Assert.Equal(
            "all.yaml: component 'files' (bindings.localstorage): metadata 'rootpaht' is not known; known: direction, rootPath",
            wrong);
    }

    [Fact]
    public async Task Load_EverySettingOfTheShippedFiles_IsKnown()
    {
        // A nats-server and an S3 server are not needed to read a file: the refusal would come first.
        var component = ComponentYaml.Component(
            "pubsub", "pubsub.jetstream", "natsURL=nats://127.0.0.1:1", "connectTimeout=10ms", "name=n", "streamName=S",
            "durableName=d",
            "queueGroupName=d", "concurrency=single", "ackWait=20s", "maxAckPending=4", "deliverPolicy=all",
            "ackPolicy=explicit");

        await using var runtime = await TestRuntime.StartAsync(component);

        Assert.Contains("pubsub.jetstream", await runtime.Http.GetStringAsync("/v1.0/metadata"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\nscopes: [other]")]
    public async Task Load_TwoComponentsOfOneName_AreRefusedAsByDaprd(string scopes)
    {
        var twice = ComponentYaml.Documents(
            ComponentYaml.Component("x", "state.in-memory"), ComponentYaml.Component("x", "state.in-memory") + scopes);

        Assert.Contains("duplicate definition of Component name 'x'", await RefusalAsync(twice));
    }

    [Fact]
    public async Task Load_ComponentOutOfScope_IsNotStarted()
    {
        await using var runtime = await TestRuntime
            .StartAsync(ComponentYaml.Component("pubsub", "no.such.type") + "\nscopes: [other]");

        Assert.DoesNotContain("pubsub", await runtime.Http.GetStringAsync("/v1.0/metadata"));
    }

    [Fact]
    public async Task Load_Scopes_HideAComponentFromOtherApps()
    {
        var scoped = ComponentYaml.Component("store", "state.in-memory") + "\nscopes: [one]";
        await using var runtime = await TestRuntime.StartAsync(scoped, appIds: ["one", "two"]);
        using var other = new HttpClient { BaseAddress = runtime.Host.HttpEndpoint("two") };

        Assert.Equal(204, (int)(await runtime.Http.GetAsync("/v1.0/state/store/k")).StatusCode);
        Assert.Equal(500, (int)(await other.GetAsync("/v1.0/state/store/k")).StatusCode);
    }

    [Fact]
    public async Task Load_EnvRef_IsLookedUp()
    {
        Environment.SetEnvironmentVariable("RUNTIME_TEST_FILE", "from-environment.db");
        await using var runtime = await TestRuntime.StartAsync("""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: store
            spec:
              type: state.sqlite
              metadata:
              - name: connectionString
                envRef: RUNTIME_TEST_FILE
            """);

        await runtime.Http.PostAsJsonAsync("/v1.0/state/store", new[] { new { key = "k", value = 1 } });

        Assert.True(File.Exists(Path.Combine(runtime.StateDirectory, "from-environment.db")));
    }

    [Theory]
    [InlineData("GET", "/v1.0/secrets/any/key", "ERR_SECRET_STORES_NOT_CONFIGURED")]
    [InlineData("GET", "/v1.0/secrets/any/bulk", "ERR_SECRET_STORES_NOT_CONFIGURED")]
    [InlineData("GET", "/v1.0/configuration/any?key=a", "ERR_CONFIGURATION_STORE_NOT_CONFIGURED")]
    [InlineData("POST", "/v1.0-alpha1/lock/any", "ERR_LOCK_STORE_NOT_CONFIGURED")]
    [InlineData("POST", "/v1.0-alpha1/unlock/any", "ERR_LOCK_STORE_NOT_CONFIGURED")]
    public async Task Call_OfAnAbsentBuildingBlock_AnswersAsDaprdWithoutOne(string method, string path, string errorCode)
    {
        await using var runtime = await TestRuntime.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await runtime.Http.SendAsync(request);

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal(errorCode, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errorCode").GetString());
    }

    private static async Task<string> RefusalAsync(string yaml) =>
        (await Assert.ThrowsAsync<ResourceException>(() => TestRuntime.StartAsync(yaml))).Message;
}
