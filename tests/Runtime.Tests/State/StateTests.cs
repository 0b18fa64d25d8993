using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.State;

public sealed class StateTests(PostgreSqlServer postgreSql) : IClassFixture<PostgreSqlServer>
{
    public static TheoryData<string> Stores => new("in-memory", "sqlite", "postgresql");

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Save_ThenGetDeleteGet_FollowsTheValue(string store)
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf(store));

        Assert.Equal(204, await SaveAsync(runtime, new { key = "a b/ü", value = new { n = 1 } }));
        using var found = await runtime.Http.GetAsync($"/v1.0/state/store/{Uri.EscapeDataString("a b/ü")}");
        using var deleted = await runtime.Http.DeleteAsync($"/v1.0/state/store/{Uri.EscapeDataString("a b/ü")}");
        using var gone = await runtime.Http.GetAsync($"/v1.0/state/store/{Uri.EscapeDataString("a b/ü")}");

        Assert.Equal("{\"n\":1}", await found.Content.ReadAsStringAsync());
        Assert.NotEmpty(found.Headers.NonValidated["ETag"].ToString());
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal(204, (int)gone.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Save_StaleEtag_Is409AndNothingChanges(string store)
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf(store));
        await SaveAsync(runtime, new { key = "k", value = 1 });
        var old = await EtagAsync(runtime, "k");

        Assert.Equal(204, await SaveAsync(runtime, new { key = "k", value = 2, etag = old }));
        Assert.Equal(409, await SaveAsync(runtime, new { key = "k", value = 3, etag = old }));
        Assert.Equal(409, await SaveAsync(runtime, new { key = "k", value = 4, options = new { concurrency = "first-write" } }));
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/v1.0/state/store/k");
        request.Headers.TryAddWithoutValidation("If-Match", old);
        using var deleted = await runtime.Http.SendAsync(request);

        Assert.Equal(409, (int)deleted.StatusCode);
        Assert.Equal("2", await runtime.Http.GetStringAsync("/v1.0/state/store/k"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Save_DeletedAndWrittenAgain_NeverAcceptsTheOldEtag(string store)
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf(store));
        await SaveAsync(runtime, new { key = "k", value = 1 });
        var old = await EtagAsync(runtime, "k");
        await runtime.Http.DeleteAsync("/v1.0/state/store/k");
        await SaveAsync(runtime, new { key = "k", value = 2 });

        Assert.Equal(409, await SaveAsync(runtime, new { key = "k", value = 3, etag = old }));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Save_ConcurrentFirstWrites_HaveOneWinner(string store)
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf(store));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            SaveAsync(runtime, new { key = "k", value = i, options = new { concurrency = "first-write" } })));

        Assert.Equal(1, statuses.Count(status => status == 204));
        Assert.Equal(15, statuses.Count(status => status == 409));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Transaction_OneStaleEtag_UndoesAll(string store)
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf(store));
        await SaveAsync(runtime, new { key = "old", value = 1 });

        Assert.Equal(500, await TransactAsync(runtime, Upsert("new", 1), Upsert("old", 2, "stale"), Delete("old")));
        Assert.Equal(204, (int)(await runtime.Http.GetAsync("/v1.0/state/store/new")).StatusCode);
        Assert.Equal(204, await TransactAsync(runtime, Upsert("new", 1), Delete("old")));
        Assert.Equal("1", await runtime.Http.GetStringAsync("/v1.0/state/store/new"));
        Assert.Equal(204, (int)(await runtime.Http.GetAsync("/v1.0/state/store/old")).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task BulkGet_SomeAbsent_AnswersEveryKeyInOrder(string store)
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf(store));
        await SaveAsync(runtime, new { key = "a", value = 1 }, new { key = "b", value = 2 });

        using var response = await runtime.Http.PostAsJsonAsync("/v1.0/state/store/bulk", new { keys = new[] { "b", "x", "a" } });

        var items = (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().ToList();
        Assert.Equal(["b", "x", "a"], items.Select(item => item.GetProperty("key").GetString()));
        Assert.Equal(2, items[0].GetProperty("data").GetInt32());
        Assert.False(items[1].TryGetProperty("data", out _));
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("sqlite")]
    public async Task Save_WithTimeToLive_IsGoneAfterIt(string store)
    {
        var time = new MovedTime();
        await using var runtime = await TestRuntime.StartAsync(ComponentOf(store), options => options with { Time = time });
        await SaveAsync(runtime, new { key = "k", value = 1, metadata = new { ttlInSeconds = "60" } });
        Assert.Equal("1", await runtime.Http.GetStringAsync("/v1.0/state/store/k"));

        time.Offset = TimeSpan.FromSeconds(61);

        Assert.Equal(204, (int)(await runtime.Http.GetAsync("/v1.0/state/store/k")).StatusCode);
        Assert.Equal(204, await SaveAsync(runtime, new { key = "k", value = 2, options = new { concurrency = "first-write" } }));
    }

    [Theory]
    [InlineData("/v1.0/state/nope", "[{\"key\":\"k\",\"value\":1}]", 400, "ERR_STATE_STORE_NOT_FOUND")]
    [InlineData("/v1.0/state/store", "[{\"key\":\"a||b\",\"value\":1}]", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/store", "[{\"value\":1}]", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/store", "not json", 400, "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/store/transaction", "{\"operations\":[{\"operation\":\"merge\"}]}", 400,
        "ERR_NOT_SUPPORTED_STATE_OPERATION")]
    [InlineData("/v1.0-alpha1/state/store/query", "{}", 500, "ERR_STATE_STORE_NOT_SUPPORTED")]
    public async Task Save_WrongRequest_GetsTheDocumentedError(string path, string body, int status, string errorCode)
    {
        await using var runtime = await TestRuntime.StartAsync();

        using var response = await runtime.Http.PostAsync(path, new StringContent(body));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(errorCode, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errorCode").GetString());
    }

    [Fact]
    public async Task KeyPrefix_DecidesWhoSeesAKey()
    {
        await using var runtime = await TestRuntime.StartAsync(
            ComponentYaml.Documents(
                ComponentYaml.Component("store", "state.in-memory"),
                ComponentYaml.Component("shared", "state.in-memory", "keyPrefix=name")),
            appIds: ["one", "two"]);
        using var other = new HttpClient { BaseAddress = runtime.Host.HttpEndpoint("two") };
        await runtime.Http.PostAsJsonAsync("/v1.0/state/store", new[] { new { key = "k", value = 1 } });
        await runtime.Http.PostAsJsonAsync("/v1.0/state/shared", new[] { new { key = "k", value = 1 } });

        Assert.Equal(204, (int)(await other.GetAsync("/v1.0/state/store/k")).StatusCode);
        Assert.Equal("1", await other.GetStringAsync("/v1.0/state/shared/k"));
    }

    [Fact]
    public async Task Sqlite_RuntimeRestarts_ValueAndEtagAreStillThere()
    {
        using var folder = new TempFolder();
        var component = ComponentYaml.Component("store", "state.sqlite", $"connectionString={folder.Path}/state.db");
        string etag;
        await using (var first = await TestRuntime.StartAsync(component))
        {
            await SaveAsync(first, new { key = "k", value = "v" });
            etag = await EtagAsync(first, "k");
        }

        await using var second = await TestRuntime.StartAsync(component);

        Assert.Equal("\"v\"", await second.Http.GetStringAsync("/v1.0/state/store/k"));
        Assert.Equal(etag, await EtagAsync(second, "k"));
    }

    [Fact]
    public async Task PostgreSql_KeyWithTimeToLive_IsGoneByTheDatabasesClock()
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf("postgresql"));
        await SaveAsync(runtime, new { key = "k", value = 1, metadata = new { ttlInSeconds = "1" } });

        await Eventually.Async(
            async () =>
                await SaveAsync(runtime, new { key = "k", value = 2, options = new { concurrency = "first-write" } }) == 204,
            TimeSpan.FromSeconds(30), "the key has expired");

        Assert.Equal("2", await runtime.Http.GetStringAsync("/v1.0/state/store/k"));
    }

    [Fact]
    public async Task PostgreSql_TwoTransactionsInOppositeOrders_AreBothDone()
    {
        await using var runtime = await TestRuntime.StartAsync(ComponentOf("postgresql"));
        string[] keys = [.. Enumerable.Range(0, 20).Select(number => $"k{number}")];

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => TransactAsync(
            runtime, [.. (number % 2 == 0 ? keys : keys.Reverse()).Select(key => Upsert(key, number))])));

        Assert.All(statuses, status => Assert.Equal(204, status));
    }

    [Theory]
    [InlineData("host=127.0.0.1 user=p port=x", "port 'x'")]
    [InlineData("user=platform", "names no host")]
    [InlineData("host=127.0.0.1 hots=b", "has 'hots'")]
    [InlineData("postgres://p:secret@127.0.0.1:1/p?sslmode=never", "sslmode 'never'")]
    [InlineData("postgres://p:secret@127.0.0.1:1/p?connect_timeout=1", "PostgreSQL: ")]
    [InlineData("no pairs", "is not of the form")]
    public async Task PostgreSql_ConnectionStringIsWrong_IsSaidWithoutItsPassword(string text, string said)
    {
        var refusal = await Assert.ThrowsAsync<ResourceException>(() => TestRuntime.StartAsync(
            ComponentYaml.Component("store", "state.postgresql", $"connectionString={text}")));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    // A table of the test's own.
    private string ComponentOf(string store) => store switch
    {
        "postgresql" => ComponentYaml.Component(
            "store", "state.postgresql", $"connectionString={postgreSql.ConnectionString}", $"tableName=t{Guid.NewGuid():n}"),
        "sqlite" => ComponentYaml.Component("store", "state.sqlite", "connectionString=state.db"),
        _ => ComponentYaml.Component("store", "state.in-memory"),
    };

    private static object Upsert(string key, int value, string? etag = null) =>
        new { operation = "upsert", request = new { key, value, etag } };

    private static object Delete(string key) => new { operation = "delete", request = new { key } };

    private static async Task<int> TransactAsync(TestRuntime runtime, params object[] operations)
    {
        using var response = await runtime.Http.PostAsJsonAsync("/v1.0/state/store/transaction", new { operations });
        return (int)response.StatusCode;
    }

    private static async Task<int> SaveAsync(TestRuntime runtime, params object[] items)
    {
        using var response = await runtime.Http.PostAsJsonAsync("/v1.0/state/store", items);
        return (int)response.StatusCode;
    }

    private static async Task<string> EtagAsync(TestRuntime runtime, string key)
    {
        using var response = await runtime.Http.GetAsync($"/v1.0/state/store/{key}");
        return response.Headers.NonValidated["ETag"].ToString();
    }

    private sealed class MovedTime : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
