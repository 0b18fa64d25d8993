using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Orchestrator;

/// <summary>A message that the orchestrator cannot read, from where it is kept until it is replayed or dropped.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    private const string Key = "the-administrators-own-key";
    private const string Letters = "/v1/admin/dead-letters";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private OrchestratorHarness _harness = null!;

    public async Task InitializeAsync()
    {
        _harness = await StartAsync();
        _harness.Http.DefaultRequestHeaders.Add("X-Api-Key", Key);
    }

    public Task DisposeAsync() => _harness.DisposeAsync().AsTask();

    [Fact]
    public async Task Unreadable_Message_IsListedAndShownAsItCame()
    {
        const string body = """{"of":"another version","workId":"0001"}""";
        await _harness.Runtime.PublishAsync(Topics.ChunkCompleted, body);
        var letter = (await ListedAsync(1))[0];

        Assert.Equal(
            (Topics.ChunkCompleted, AppIds.Orchestrator, body.Length, "application/json"),
            (Text(letter, "topic"), Text(letter, "service"), letter.GetProperty("sizeBytes").GetInt32(),
                Text(letter, "contentType")));
        Assert.False(letter.TryGetProperty("body", out _));
        var shown = await _harness.Http.GetFromJsonAsync<JsonElement>($"{Letters}/{Text(letter, "id")}");
        Assert.Equal(body, Text(shown, "body"));
        var told = await _harness.Runtime.NextAsync(Topics.DeadLetter);
        Assert.Equal($"{Topics.ChunkCompleted}: {Text(letter, "reason")}", Text(told, "subject"));
        Assert.Equal(Text(letter, "id"), Text(told.GetProperty("data"), "id"));
        Assert.DoesNotContain("another version", told.ToString());
    }

    [Fact]
    public async Task Replay_IsPublishedAsItCame_AndIsADeadLetterNoMore()
    {
        await _harness.Runtime.PublishAsync(Topics.ChunkCompleted, """{"never":"readable"}""");
        var id = Text((await ListedAsync(1))[0], "id");

        using (var replayed = await _harness.Http.PostAsync($"{Letters}/{id}/replay", null))
        {
            Assert.Equal(204, (int)replayed.StatusCode);
        }

        var again = await _harness.Runtime.NextAsync(Topics.ChunkCompleted, count: 2);
        Assert.Equal("""{"never":"readable"}""", again.GetProperty("data").GetRawText().Replace(" ", ""));
        using var gone = await _harness.Http.PostAsync($"{Letters}/{id}/replay", null);
        await GatewayHarness.ProblemAsync(gone, 404, "dead_letter_not_found");
        // Nobody can read it the second time either.
        Assert.NotEqual(id, Text((await ListedAsync(1))[0], "id"));
    }

    [Fact]
    public async Task Drop_OneOfTwo_LeavesTheOther()
    {
        await _harness.Runtime.PublishAsync(Topics.ChunkCompleted, """{"number":1}""");
        await ListedAsync(1);
        await _harness.Runtime.PublishAsync(Topics.ChunkFailed, """{"number":2}""");
        var letters = await ListedAsync(2);
        Assert.Equal([Topics.ChunkFailed, Topics.ChunkCompleted], letters.Select(letter => Text(letter, "topic")));

        using var dropped = await _harness.Http.DeleteAsync($"{Letters}/{Text(letters[0], "id")}");

        Assert.Equal(204, (int)dropped.StatusCode);
        Assert.Equal(Text(letters[1], "id"), Text((await ListedAsync(1))[0], "id"));
    }

    [Fact]
    public async Task Delete_Job_TakesTheLettersThatNameItAlong()
    {
        using var tenant = new HttpClient { BaseAddress = _harness.Http.BaseAddress };
        tenant.DefaultRequestHeaders.Add("X-Api-Key", await TenantKeyAsync());
        using var content = new ByteArrayContent(GatewayHarness.Pdf);
        using var submitted = await tenant.PostAsync("/v1/jobs", content);
        var job = Text(await GatewayHarness.AcceptedAsync(submitted, 202), "id");
        await _harness.Runtime.PublishAsync(Topics.ChunkCompleted, $$"""{"of":"another version","job":"{{job}}"}""");
        await _harness.Runtime.PublishAsync(Topics.ChunkFailed, """{"of":"another job"}""");
        await ListedAsync(2);

        using var deleted = await tenant.DeleteAsync($"/v1/jobs/{job}");

        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal(Topics.ChunkFailed, Text((await ListedAsync(1))[0], "topic"));
        Assert.DoesNotContain(_harness.Runtime.Objects(), key => key.Contains(job, StringComparison.Ordinal)
            && !key.StartsWith(JobKeys.DeletedMarkers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_BySteps_GoesOnAtItsCursor()
    {
        foreach (var number in (int[])[1, 2, 3])
        {
            await _harness.Runtime.PublishAsync(Topics.ChunkCompleted, $$"""{"number":{{number}}}""");
        }

        await ListedAsync(3);
        var first = await _harness.Http.GetFromJsonAsync<JsonElement>($"{Letters}?limit=2");
        var second = await _harness.Http.GetFromJsonAsync<JsonElement>($"{Letters}?limit=2&cursor={Text(first, "nextCursor")}");

        Assert.Equal(2, first.GetProperty("deadLetters").GetArrayLength());
        Assert.Single(second.GetProperty("deadLetters").EnumerateArray());
        Assert.False(second.TryGetProperty("nextCursor", out _));
        foreach (var (query, code) in ((string, string)[])
            [("limit=0", "invalid_limit"), ("cursor=..%2F..", "invalid_cursor")])
        {
            using var refused = await _harness.Http.GetAsync($"{Letters}?{query}");
            await GatewayHarness.ProblemAsync(refused, 400, code);
        }
    }

    [Theory]
    [InlineData("0000000000000000000-0123456789abcdef")]
    [InlineData("..%2Flocal%2Fx")]
    public async Task Show_NoSuchLetter_IsNotFound(string id)
    {
        using var response = await _harness.Http.GetAsync($"{Letters}/{id}");

        await GatewayHarness.ProblemAsync(response, 404, "dead_letter_not_found");
    }

    [Fact]
    public async Task Sweep_LettersOlderThanTheyAreKept_AreGone()
    {
        await using var harness = await StartAsync(
            "Orchestrator:SweepEvery=00:00:00.2", "Orchestrator:KeepDeadLettersFor=00:00:01");
        await harness.Runtime.PublishAsync(Topics.ChunkCompleted, "{}");

        // It is told of once it is kept.
        await harness.Runtime.NextAsync(Topics.DeadLetter);
        await Eventually.Async(() => harness.Runtime.Objects(DeadLetterKeys.Prefix).Count == 0, Patience, "the letter is swept");
    }

    private static Task<OrchestratorHarness> StartAsync(params string[] settings) => OrchestratorHarness.StartAsync(
        [Topics.ChunkCompleted, Topics.DeadLetter], settings, [$"Tenants:AdminKey={Key}"]);

    private async Task<string> TenantKeyAsync()
    {
        using var made = await _harness.Http.PostAsJsonAsync("/v1/admin/tenants", new { name = "acme" });
        await GatewayHarness.AcceptedAsync(made, 201);
        using var key = await _harness.Http.PostAsJsonAsync("/v1/admin/tenants/acme/keys", new { label = "test" });
        return Text(await GatewayHarness.AcceptedAsync(key, 201), "key");
    }

    private async Task<JsonElement[]> ListedAsync(int count)
    {
        JsonElement[] letters = [];
        await Eventually.Async(
            async () =>
            {
                var listed = await _harness.Http.GetFromJsonAsync<JsonElement>(Letters);
                letters = [.. listed.GetProperty("deadLetters").EnumerateArray()];
                return letters.Length == count;
            },
            Patience, $"there are {count} dead letters");
        return letters;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
