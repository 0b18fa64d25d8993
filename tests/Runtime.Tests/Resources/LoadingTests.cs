using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.Resources;

public sealed class LoadingTests
{
    [Fact]
    public async Task Load_UnknownType_IsRefusedListingTheKnown()
    {
        var wrong = await Assert.ThrowsAsync<ResourceException>(() => TestRuntime.StartAsync(Components.Component("x", "pubsub.carrier-pigeon")));

        Assert.Contains("'pubsub.carrier-pigeon'", wrong.Message);
        Assert.Contains("pubsub.jetstream", wrong.Message);
        Assert.Contains("bindings.aws.s3", wrong.Message);
    }

    [Theory]
    [InlineData("kind: Component\napiVersion: dapr.io/v1alpha1\nspec: {type: state.in-memory}", "'metadata' is required")]
    [InlineData("a: [", "all.yaml")]
    [InlineData("apiVersion: dapr.io/v3\nkind: Subscription\nspec: {pubsubname: p, topic: t}", "dapr.io/v3")]
    [InlineData("apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: s}\nspec: {type: state.sqlite}", "'connectionString' is required")]
    [InlineData("apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: s}\nspec: {type: state.in-memory, initTimeout: soon}", "initTimeout")]
    [InlineData("apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nspec: {policies: {retries: {r: {policy: hope}}}}", "'hope'")]
    [InlineData("apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nspec: {targets: {apps: {a: {retry: r}}}}", "'r'")]
    [InlineData(
        "apiVersion: dapr.io/v2alpha1\nkind: Subscription\nspec: {pubsubname: p, topic: t, routes: {rules: [{match: 'event.type ~ 1', path: /x}]}}", "'~'")]
    public async Task Load_WrongFile_StopsTheStartSayingWhat(string yaml, string what)
    {
        var wrong = await Assert.ThrowsAsync<ResourceException>(() => TestRuntime.StartAsync(yaml));

        Assert.Contains(what, wrong.Message);
    }

    [Fact]
    public async Task Load_SameNameForTheSameApp_IsRefused()
    {
        var twice = Components.Documents(Components.Component("x", "state.in-memory"), Components.Component("x", "state.in-memory"));

        Assert.Contains("'x'", (await Assert.ThrowsAsync<ResourceException>(() => TestRuntime.StartAsync(twice))).Message);
    }

    [Fact]
    public async Task Load_IgnoreErrors_LeavesTheComponentOut()
    {
        var broken = Components.Component("broken", "state.sqlite").Replace("version: v1", "version: v1\n  ignoreErrors: true");
        await using var runtime = await TestRuntime.StartAsync(Components.Documents(broken, TestRuntime.InMemory));

        var metadata = await runtime.Http.GetFromJsonAsync<JsonElement>("/v1.0/metadata");

        Assert.Equal(["pubsub", "store"], metadata.GetProperty("components").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Load_Scopes_HideAComponentFromOtherApps()
    {
        var scoped = Components.Component("store", "state.in-memory") + "\nscopes: [one]";
        await using var runtime = await TestRuntime.StartAsync(scoped, appIds: ["one", "two"]);
        using var other = new HttpClient { BaseAddress = runtime.Host.HttpEndpoint("two") };

        Assert.Equal(204, (int)(await runtime.Http.GetAsync("/v1.0/state/store/k")).StatusCode);
        Assert.Equal(500, (int)(await other.GetAsync("/v1.0/state/store/k")).StatusCode);
    }

    [Fact]
    public async Task Load_SecretsAndEnvironment_AreLookedUp()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("secrets.json"), """{"db":{"path":"from-secret.db"}}""");
        Environment.SetEnvironmentVariable("RUNTIME_TEST_TABLE", "chosen");
        await using var runtime = await TestRuntime.StartAsync(Components.Documents(
            """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: store
            spec:
              type: state.sqlite
              metadata:
              - name: connectionString
                secretKeyRef: {name: "db:path"}
              - name: tableName
                envRef: RUNTIME_TEST_TABLE
            auth:
              secretStore: secrets
            """,
            Components.Component("secrets", "secretstores.local.file", $"secretsFile={folder.Path}/secrets.json")));

        await runtime.Http.PostAsJsonAsync("/v1.0/state/store", new[] { new { key = "k", value = 1 } });

        Assert.True(File.Exists(Path.Combine(runtime.StateDirectory, "from-secret.db")));
    }

    [Fact]
    public async Task Load_SecretMissing_IsRefusedNamingIt()
    {
        var yaml = Components.Documents(
            Components.Component("env", "secretstores.local.env"),
            """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {name: store}
            spec: {type: state.sqlite, metadata: [{name: connectionString, secretKeyRef: {name: NO_SUCH_VARIABLE}}]}
            auth: {secretStore: env}
            """);

        var wrong = await Assert.ThrowsAsync<ResourceException>(() => TestRuntime.StartAsync(yaml));

        Assert.Contains("NO_SUCH_VARIABLE", wrong.Message);
    }

    [Fact]
    public async Task Secrets_FileAndEnvironment_AnswerAsDocumented()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("s.json"), """{"a":{"b":{"c":"deep"},"n":5},"plain":"p"}""");
        Environment.SetEnvironmentVariable("RUNTIME_TEST_SECRET", "from env");
        await using var runtime = await TestRuntime.StartAsync(Components.Documents(
            Components.Component("flat", "secretstores.local.file", $"secretsFile={folder.Path}/s.json", "nestedSeparator=/"),
            Components.Component("multi", "secretstores.local.file", $"secretsFile={folder.Path}/s.json", "multiValued=true"),
            Components.Component("env", "secretstores.local.env", "prefix=RUNTIME_TEST_")));

        Assert.Equal("""{"a/b/c":"deep"}""", await runtime.Http.GetStringAsync("/v1.0/secrets/flat/a%2Fb%2Fc"));
        Assert.Equal("""{"b:c":"deep","n":"5"}""", await runtime.Http.GetStringAsync("/v1.0/secrets/multi/a"));
        Assert.Contains("\"plain\":{\"plain\":\"p\"}", await runtime.Http.GetStringAsync("/v1.0/secrets/multi/bulk"));
        Assert.Equal("""{"SECRET":"from env"}""", await runtime.Http.GetStringAsync("/v1.0/secrets/env/SECRET"));
        Assert.Equal(401, (int)(await runtime.Http.GetAsync("/v1.0/secrets/nope/x")).StatusCode);
        Assert.Equal(500, (int)(await runtime.Http.GetAsync("/v1.0/secrets/flat/x")).StatusCode);
    }

    [Fact]
    public async Task Load_DeclarativeSubscriptions_AreDeliveredToTheirScopes()
    {
        await using var runtime = await TestRuntime.StartAsync(
            Components.Documents(
                TestRuntime.InMemory,
                "apiVersion: dapr.io/v1alpha1\nkind: Subscription\nspec: {pubsubname: pubsub, topic: old, route: /old}\nscopes: [one]",
                """
                apiVersion: dapr.io/v2alpha1
                kind: Subscription
                metadata: {name: s}
                spec:
                  pubsubname: pubsub
                  topic: new
                  routes:
                    rules: [{match: 'event.type == "x"', path: /x}]
                    default: /default
                """),
            appIds: ["one", "two"]);
        await using var one = await SubscriberApp.StartAsync("[]");
        await using var two = await SubscriberApp.StartAsync("[]");
        await runtime.Host.AttachAppAsync("one", one.Address);
        await runtime.Host.AttachAppAsync("two", two.Address);

        await runtime.PublishAsync("old", 1);
        await runtime.PublishAsync("new", 1, "?metadata.cloudevent.type=x");

        await Eventually.Async(() => one.Received.Count == 2 && two.Received.Count == 1, TimeSpan.FromSeconds(10), "each gets its own");
        Assert.Equal(["/old", "/x"], one.Received.Select(received => received.Path).Order());
    }
}
