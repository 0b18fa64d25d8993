using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Api.Jobs;

public sealed class ReadTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Theory]
    [InlineData("GET", "/v1/jobs/{id}")]
    [InlineData("GET", "/v1/jobs/{id}?wait=1")]
    [InlineData("GET", "/v1/jobs/{id}/result")]
    [InlineData("GET", "/v1/jobs/{id}/artifacts")]
    [InlineData("GET", "/v1/jobs/{id}/artifacts/document.md")]
    [InlineData("POST", "/v1/jobs/{id}/cancel")]
    [InlineData("DELETE", "/v1/jobs/{id}")]
    public async Task Ask_NoSuchJob_IsNotFound(string method, string route)
    {
        // Well formed and unknown; too short; a letter that ids do not have; another tenant's; a store's syntax.
        string[] ids =
        [
            "abcdefghijkmnpqrstuvwxyz23", "abc", "ABCDEFGHIJKMNPQRSTUVWXYZ23", "other%2Fabcdefghijkmnpqrstuvwxyz23",
            "..%2F..%2Fstate", "a%7C%7Cb", new('a', 3000),
        ];
        foreach (var id in ids)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), route.Replace("{id}", id));
            using var response = await _gateway.Http.SendAsync(request);

            await GatewayHarness.ProblemAsync(response, 404, "job_not_found");
        }
    }

    [Fact]
    public async Task List_ByAPartOfTheName_GoesOnAtItsCursor()
    {
        var mark = Guid.NewGuid().ToString("N");
        // More than are read at a time, every third of them wanted.
        for (var index = 0; index < 21; index++)
        {
            await _gateway.SubmitAsync($"?filename={(index % 3 == 0 ? $"Report-{mark}" : "other")}-{index}.pdf");
        }

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _gateway.GetAsync(
                $"/v1/jobs?name=report-{mark}&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            names.AddRange(page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("fileName").GetString()!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(
            Enumerable.Range(0, 7).Select(index => $"Report-{mark}-{18 - (index * 3)}.pdf"), names);
    }

    [Theory]
    [InlineData("PUT", "/v1/jobs", 405, "method_not_allowed")]
    [InlineData("DELETE", "/v1/pipelines", 405, "method_not_allowed")]
    [InlineData("GET", "/v2/jobs", 404, "not_found")]
    public async Task Ask_NoSuchCall_IsAProblemToo(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _gateway.Http.SendAsync(request);

        await GatewayHarness.ProblemAsync(response, status, code);
    }

    [Theory]
    [InlineData("result")]
    [InlineData("artifacts")]
    [InlineData("artifacts/document.md")]
    public async Task Result_JobNotEnded_IsAConflictThatPasses(string what)
    {
        var job = await _gateway.SubmitAsync();

        using var response = await _gateway.Http.GetAsync($"/v1/jobs/{job.GetProperty("id").GetString()}/{what}");

        await GatewayHarness.ProblemAsync(response, 409, "job_not_finished");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("?wait=-1")]
    [InlineData("?wait=soon")]
    public async Task Get_WrongWait_IsABadRequest(string query)
    {
        var job = await _gateway.SubmitAsync();

        using var response = await _gateway.Http.GetAsync($"/v1/jobs/{job.GetProperty("id").GetString()}{query}");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task List_Filters_TakeWhatFitsNewestFirst()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var ids = new List<string>();
        foreach (var pipeline in (string[])["document", "pdf.pages", "document", "pdf.pages", "document"])
        {
            ids.Insert(0, (await gateway.SubmitAsync($"?pipeline={pipeline}")).GetProperty("id").GetString()!);
        }

        var middle = (await gateway.GetAsync($"/v1/jobs/{ids[2]}")).GetProperty("createdAt").GetString()!;

        Assert.Equal(ids, await ListAsync(gateway, ""));
        Assert.Equal([ids[1], ids[3]], await ListAsync(gateway, "?pipeline=pdf.pages"));
        Assert.Equal(ids, await ListAsync(gateway, "?status=queued"));
        Assert.Empty(await ListAsync(gateway, "?status=partially_succeeded"));
        Assert.Equal([ids[0], ids[1]], await ListAsync(gateway, $"?createdAfter={Uri.EscapeDataString(middle)}"));
        Assert.Empty(await ListAsync(gateway, "?pipeline=no.such"));
    }

    [Fact]
    public async Task List_Cursor_WalksEveryJobOnce()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var ids = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            ids.Insert(0, (await gateway.SubmitAsync()).GetProperty("id").GetString()!);
        }

        var (walked, cursor) = (new List<string>(), (string?)null);
        do
        {
            var after = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await gateway.GetAsync($"/v1/jobs?limit=2{after}");
            walked.AddRange(IdsOf(page));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && walked.Count < 20);

        Assert.Equal(ids, walked);
    }

    [Theory]
    [InlineData("?status=done", "invalid_status")]
    [InlineData("?status=1", "invalid_status")]
    [InlineData("?limit=0", "invalid_limit")]
    [InlineData("?limit=501", "invalid_limit")]
    [InlineData("?limit=many", "bad_request")]
    [InlineData("?createdAfter=yesterday", "bad_request")]
    public async Task List_WrongFilter_IsABadRequest(string query, string code)
    {
        using var response = await _gateway.Http.GetAsync("/v1/jobs" + query);

        await GatewayHarness.ProblemAsync(response, 400, code);
    }

    [Theory]
    [InlineData("..%2F..%2F_open%2F")]
    [InlineData("%00")]
    [InlineData("x")]
    public async Task List_MadeUpCursor_IsNoWayOut(string cursor)
    {
        await _gateway.SubmitAsync();
        var mine = IdsOf(await _gateway.GetAsync("/v1/jobs?limit=500")).ToHashSet();

        using var response = await _gateway.Http.GetAsync($"/v1/jobs?cursor={cursor}");

        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode is 200 or 400, body);
        HashSet<string> listed = response.IsSuccessStatusCode ? [.. IdsOf(JsonDocument.Parse(body).RootElement)] : [];
        Assert.Subset(mine, listed);
    }

    [Fact]
    public async Task Delete_Job_RemovesEveryObject()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var id = (await gateway.SubmitAsync()).GetProperty("id").GetString();

        using (var response = await gateway.Http.DeleteAsync($"/v1/jobs/{id}"))
        {
            Assert.Equal(204, (int)response.StatusCode);
        }

        // All but the note for the orchestrator, which sweeps once more after stages that may still be at work.
        Assert.All(gateway.Runtime.Objects(), key => Assert.StartsWith(JobKeys.DeletedMarkers, key));
        using var gone = await gateway.Http.GetAsync($"/v1/jobs/{id}");
        await GatewayHarness.ProblemAsync(gone, 404, "job_not_found");
    }

    [Fact]
    public async Task Cancel_QueuedJob_IsRemembered()
    {
        var id = (await _gateway.SubmitAsync()).GetProperty("id").GetString();

        using var response = await _gateway.Http.PostAsync($"/v1/jobs/{id}/cancel", content: null);

        Assert.Equal("cancelling", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("status").GetString());
    }

    private static async Task<List<string>> ListAsync(GatewayHarness gateway, string query) =>
        IdsOf(await gateway.GetAsync("/v1/jobs" + query));

    private static List<string> IdsOf(JsonElement page) =>
        [.. page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetString()!)];
}
