using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Services.Tests.Gateway.Compatibility;
using DaprProcessing.Services.Tests.Gateway.Tenants;
using DaprProcessing.Services.Tests.Support;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace DaprProcessing.Services.Tests.Gateway.Limits;

public sealed class TenantLimitTests
{
    [Fact]
    public async Task Requests_MoreThanTheQuota_AreRefusedWithTheTimeToComeBack()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var (busy, quiet) = (
            await gateway.AddTenantAsync("busy", new { requestsPerMinute = 3 }), await gateway.AddTenantAsync("quiet"));

        var answers = new List<HttpResponseMessage>();
        for (var count = 0; count < 7; count++)
        {
            // Seven fit into no two minutes of three.
            answers.Add(await gateway.SendAsync(HttpMethod.Get, "/v1/jobs", busy));
        }

        var (first, refused) = (answers[0], answers.First(answer => (int)answer.StatusCode == 429));
        Assert.Equal("\"requests\";q=3;w=60", Header(first, "RateLimit-Policy"));
        Assert.Matches("^\"requests\";r=2;t=[0-9]+$", Header(first, "RateLimit"));
        Assert.Matches("^\"requests\";r=0;t=[0-9]+$", Header(refused, "RateLimit"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 0, 60);
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("https://iana.org/assignments/http-problem-types#quota-exceeded", problem.GetProperty("type").GetString());
        Assert.Equal("too_many_requests", problem.GetProperty("code").GetString());
        Assert.Equal("requests", Assert.Single(problem.GetProperty("violated-policies").EnumerateArray()).GetString());

        using var other = await gateway.SendAsync(HttpMethod.Get, "/v1/jobs", quiet);
        Assert.Equal((200, ""), ((int)other.StatusCode, Header(other, "RateLimit-Policy")));
    }

    [Fact]
    public async Task Jobs_ManyAtOnce_AreNeverMoreThanTheQuota()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { openJobs = 3 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => gateway.SendAsync(HttpMethod.Post, "/v1/jobs", key, GatewayHarness.Pdf)));

        Assert.InRange(answers.Count(answer => (int)answer.StatusCode == 202), 0, 3);
        Assert.All(answers, answer => Assert.True((int)answer.StatusCode is 202 or 429, $"{answer.StatusCode}"));
        var open = gateway.Gateway.Runtime.Objects("_open/acme/").Count;
        Assert.Equal(answers.Count(answer => (int)answer.StatusCode == 202), open);
        for (; open < 3; open++)
        {
            await gateway.SubmitAsync(key);
        }

        // Full: the next is refused unread, and says what is left.
        using var refused = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs", key, GatewayHarness.Pdf);
        await GatewayHarness.ProblemAsync(refused, 429, "too_many_jobs");
        Assert.Equal("\"jobs\";q=3;qu=\"concurrent-requests\"", Header(refused, "RateLimit-Policy"));
        Assert.Equal("\"jobs\";r=0", Header(refused, "RateLimit"));

        // One less makes room for one.
        var job = Path.GetFileName(gateway.Gateway.Runtime.Objects("_open/acme/")[0]);
        using var deleted = await gateway.SendAsync(HttpMethod.Delete, $"/v1/jobs/{job}", key);
        Assert.Equal(204, (int)deleted.StatusCode);
        await gateway.SubmitAsync(key);
    }

    [Fact]
    public async Task QueuedJobs_AtTwoGateways_AreThoseBesideTheOnesThatRun()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { runningJobs = 2, queuedJobs = 3 });
        using var second = await gateway.AddReplicaAsync();
        HttpClient[] replicas = [gateway.Gateway.Http, second];

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(count => SubmitAsync(replicas[count % 2])));

        var accepted = answers.Count(answer => (int)answer.StatusCode == 202);
        Assert.InRange(accepted, 0, 5);
        for (; accepted < 5; accepted++)
        {
            await gateway.SubmitAsync(key);
        }

        using var refused = await SubmitAsync(second);
        var detail = await GatewayHarness.ProblemAsync(refused, 429, "too_many_queued_jobs");
        Assert.Equal("The tenant may have 3 jobs that wait for others to end.", detail);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(
            ("\"queued-jobs\";q=3", "\"queued-jobs\";r=0"), (Header(refused, "RateLimit-Policy"), Header(refused, "RateLimit")));
        Assert.Equal(5, gateway.Gateway.Runtime.Objects("_open/acme/").Count);

        async Task<HttpResponseMessage> SubmitAsync(HttpClient replica)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs")
            {
                Headers = { { "X-Api-Key", key } }, Content = new ByteArrayContent(GatewayHarness.Pdf),
            };
            return await replica.SendAsync(request);
        }
    }

    [Fact]
    public async Task Bytes_ThatAddressesWereGivenFor_CountWhetherTheyComeOrNot()
    {
        await using var gateway = await TenantGateway.StartAsync(TenantGateway.WithBucket);
        var key = await gateway.AddTenantAsync("acme", new { bytesPerDay = 250 });

        using var given = await gateway.OpenDirectUploadAsync(key, 200);
        await GatewayHarness.AcceptedAsync(given, 201);
        using var refused = await gateway.OpenDirectUploadAsync(key, 200);
        await GatewayHarness.ProblemAsync(refused, 429, "bytes_exhausted");
    }

    [Theory]
    [InlineData("/v1/jobs", 202)]
    [InlineData("/v1/uploads", 201)]
    public async Task Bytes_MoreThanADays_AreRefused(string path, int accepted)
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { bytesPerDay = (GatewayHarness.Pdf.Length * 2) + 1 });

        for (var count = 0; count < 2; count++)
        {
            using var taken = await gateway.SendAsync(HttpMethod.Post, path, key, GatewayHarness.Pdf);
            await GatewayHarness.AcceptedAsync(taken, accepted);
        }

        using var refused = await gateway.SendAsync(HttpMethod.Post, path, key, GatewayHarness.Pdf);
        await GatewayHarness.ProblemAsync(refused, 429, "bytes_exhausted");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.Zero, TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Bytes_OfAnUpload_AreCountedOnceForAllJobsOfIt()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { bytesPerDay = GatewayHarness.Pdf.Length });
        using var uploaded = await gateway.SendAsync(HttpMethod.Post, "/v1/uploads", key, GatewayHarness.Pdf);
        var uploadId = (await GatewayHarness.AcceptedAsync(uploaded, 201)).GetProperty("uploadId").GetString();

        // The day's bytes are used up to the last one.
        for (var count = 0; count < 2; count++)
        {
            using var job = await gateway.SendAsync(
                HttpMethod.Post, "/v1/jobs", key, new { source = new { kind = "upload", uploadId } });
            await GatewayHarness.AcceptedAsync(job, 202);
        }

        using var more = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs", key, GatewayHarness.Pdf);
        await GatewayHarness.ProblemAsync(more, 429, "bytes_exhausted");
    }

    [Fact]
    public async Task Bytes_OfARetry_WereCountedWithTheFirstJob()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { bytesPerDay = GatewayHarness.Pdf.Length });
        var job = await gateway.SubmitAsync(key);
        await new DoclingClient(gateway.Gateway, key, "acme").FailJobsAsync("invalid_document", "It cannot be read.");

        using var retry = await gateway.SendAsync(HttpMethod.Post, $"/v1/jobs/{job}/retry", key);

        await GatewayHarness.AcceptedAsync(retry, 202);
    }

    [Fact]
    public async Task Limit_SetToNull_IsTakenAway()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { openJobs = 1, requestsPerMinute = 1000 });
        await gateway.SubmitAsync(key);
        using (var refused = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs", key, GatewayHarness.Pdf))
        {
            await GatewayHarness.ProblemAsync(refused, 429, "too_many_jobs");
        }

        var kept = await gateway.AdminAsync(
            HttpMethod.Patch, "/v1/admin/tenants/acme", new { limits = new { retentionDays = 3 } }, 200);
        Assert.Equal(1, kept.GetProperty("limits").GetProperty("openJobs").GetInt32());
        var changed = await gateway.AdminAsync(
            HttpMethod.Patch, "/v1/admin/tenants/acme", new { limits = new { openJobs = (int?)null } }, 200);

        Assert.False(changed.GetProperty("limits").TryGetProperty("openJobs", out _), changed.ToString());
        Assert.Equal(1000, changed.GetProperty("limits").GetProperty("requestsPerMinute").GetInt32());
        await gateway.SubmitAsync(key);
    }

    [Theory]
    [InlineData("{\"openJobs\":0}", "invalid_limits")]
    [InlineData("{\"opnJobs\":1}", "bad_request")]
    public async Task Limit_ThatCannotBe_IsRefused(string limits, string code)
    {
        await using var gateway = await TenantGateway.StartAsync();
        await gateway.AddTenantAsync("acme");

        using var response = await gateway.SendAsync(
            HttpMethod.Patch, "/v1/admin/tenants/acme", TenantGateway.AdminKey,
            JsonDocument.Parse($$"""{"limits":{{limits}}}""").RootElement);

        await GatewayHarness.ProblemAsync(response, 400, code);
    }

    [Fact]
    public async Task Bytes_OfAJobThatIsOneTooMany_AreNotUsedUp()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { openJobs = 1, bytesPerDay = (GatewayHarness.Pdf.Length * 2) + 1 });
        var job = await gateway.SubmitAsync(key);

        // By a tool, which is refused once the document is read.
        for (var count = 0; count < 3; count++)
        {
            Assert.Contains("1 jobs that have not ended", await ConvertByToolAsync(gateway, key));
        }

        using var deleted = await gateway.SendAsync(HttpMethod.Delete, $"/v1/jobs/{job}", key);
        Assert.Equal(204, (int)deleted.StatusCode);
        await gateway.SubmitAsync(key);
    }

    [Fact]
    public async Task Pages_OfADayUsedUp_RefuseFurtherJobs()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { pagesPerDay = 5 });
        foreach (var day in (int[])[-1, 0, 1])
        {
            // Around midnight the test runs on the day after the one it has written.
            await gateway.Gateway.Runtime.SaveStateAsync(
                $"usage/acme/{DateTime.UtcNow.AddDays(day):yyyy-MM-dd}/3",
                new UsageDay(
                    new Dictionary<string, long> { ["succeeded"] = 1 }, 1, new Dictionary<string, long> { ["ocr"] = 5 }, 0));
        }

        using var refused = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs", key, GatewayHarness.Pdf);
        await GatewayHarness.ProblemAsync(refused, 429, "pages_exhausted");
        // Whichever way they come: a body that is no request says that it was not read.
        using var compatible = await gateway.SendAsync(HttpMethod.Post, "/v1/convert/source", key, new { });
        Assert.Equal(429, (int)compatible.StatusCode);
        Assert.Contains("pages_exhausted", await compatible.Content.ReadAsStringAsync());
        Assert.Contains("5 pages processed a day", await ConvertByToolAsync(gateway, key));
        Assert.Empty(gateway.Gateway.Runtime.Objects());
    }

    [Fact]
    public async Task Retention_OfTheTenant_ShortensThatOfItsJobs()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var key = await gateway.AddTenantAsync("acme", new { retentionDays = 2 });

        var job = await gateway.SubmitAsync(key);

        using var response = await gateway.SendAsync(HttpMethod.Get, $"/v1/jobs/{job}", key);
        var view = await GatewayHarness.AcceptedAsync(response, 200);
        Assert.Equal(
            TimeSpan.FromDays(2),
            view.GetProperty("expiresAt").GetDateTimeOffset() - view.GetProperty("createdAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Limits_OfTheSettings_HoldWhereATenantHasNoneOfItsOwn()
    {
        await using var gateway = await TenantGateway.StartAsync("Limits:OpenJobs=1");
        var (bound, free) = (await gateway.AddTenantAsync("bound"), await gateway.AddTenantAsync("free", new { openJobs = 2 }));

        await gateway.SubmitAsync(bound);
        using var refused = await gateway.SendAsync(HttpMethod.Post, "/v1/jobs", bound, GatewayHarness.Pdf);
        await GatewayHarness.ProblemAsync(refused, 429, "too_many_jobs");
        await gateway.SubmitAsync(free);
        await gateway.SubmitAsync(free);
    }

    private static async Task<string> ConvertByToolAsync(TenantGateway gateway, string key)
    {
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(gateway.Gateway.Http.BaseAddress!, "/mcp"),
            AdditionalHeaders = new Dictionary<string, string> { ["X-Api-Key"] = key },
        }));
        var result = await client.CallToolAsync("convert_document", new Dictionary<string, object?>
        {
            ["base64"] = Convert.ToBase64String(GatewayHarness.Pdf), ["waitSeconds"] = 0,
        });
        return string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
