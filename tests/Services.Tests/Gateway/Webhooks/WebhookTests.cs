using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Webhooks;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Webhooks;

public sealed class WebhookTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] Secrets = [Secret(1), Secret(2)];

    [Fact]
    public async Task JobEnds_ReceiverIsTold_SignedWithBothSecrets()
    {
        await using var receiver = await Receiver.StartAsync((_, _) => Task.FromResult(204));
        await using var gateway = await StartAsync();
        var job = await EndAsync(gateway, receiver.Address);

        await StateAsync(gateway, job, "delivered");

        var delivery = Assert.Single(receiver.Deliveries);
        Assert.Equal($"msg_{job.Id}", delivery.Id);
        var signed = Encoding.UTF8.GetBytes($"{delivery.Id}.{delivery.Timestamp}.").Concat(delivery.Body).ToArray();
        Assert.Equal(
            string.Join(' ', Secrets.Select(secret => Convert.FromBase64String(secret["whsec_".Length..]))
                .Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}")),
            delivery.Signature);
        var body = JsonDocument.Parse(delivery.Body).RootElement;
        Assert.Equal("job.succeeded", body.GetProperty("type").GetString());
        Assert.Equal(job.Id, body.GetProperty("data").GetProperty("id").GetString());
        Assert.InRange(
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(delivery.Timestamp)),
            DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        // Its secrets are nowhere but in its own record.
        Assert.DoesNotContain("whsec_", (await gateway.Runtime.FindStateAsync(JobKeys.Record(job)))!.Value.GetRawText());
        Assert.DoesNotContain("whsec_", (await gateway.GetAsync($"/v1/jobs/{job.Id}/webhook")).GetRawText());
    }

    [Fact]
    public async Task Receiver_FailsAtFirst_IsTriedAgainUnderTheSameId()
    {
        await using var receiver = await Receiver.StartAsync((count, _) => Task.FromResult(count == 1 ? 500 : 200));
        await using var gateway = await StartAsync();
        var job = await EndAsync(gateway, receiver.Address);

        await StateAsync(gateway, job, "delivered");

        Assert.Equal([$"msg_{job.Id}", $"msg_{job.Id}"], receiver.Deliveries.Select(delivery => delivery.Id));
        var attempts = (await gateway.GetAsync($"/v1/jobs/{job.Id}/webhook")).GetProperty("attempts");
        Assert.Equal([500, 200], attempts.EnumerateArray().Select(attempt => attempt.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Markers_ThatNameNoWebhook_ArePassedOver()
    {
        await using var receiver = await Receiver.StartAsync((_, _) => Task.FromResult(200));
        await using var gateway = await StartAsync();
        gateway.Put("_webhooks/0/local/none", "{}"u8.ToArray());
        gateway.Put("_webhooks/readme.txt", "{}"u8.ToArray());

        await StateAsync(gateway, await EndAsync(gateway, receiver.Address), "delivered");
    }

    [Fact]
    public async Task Replay_OfADeliveredOne_DeliversItAgain()
    {
        await using var receiver = await Receiver.StartAsync((_, _) => Task.FromResult(200));
        await using var gateway = await StartAsync();
        var job = await EndAsync(gateway, receiver.Address);
        await StateAsync(gateway, job, "delivered");

        using var replay = await gateway.Http.PostAsync($"/v1/jobs/{job.Id}/webhook/replay", null);

        await GatewayHarness.AcceptedAsync(replay, 202);
        await Eventually.Async(() => receiver.Deliveries.Count == 2, Limit, "it is delivered again");
        await StateAsync(gateway, job, "delivered");
    }

    [Fact]
    public async Task Receiver_ThatIsGone_IsNotAskedAgain()
    {
        await using var receiver = await Receiver.StartAsync((_, _) => Task.FromResult(410));
        await using var gateway = await StartAsync();

        await StateAsync(gateway, await EndAsync(gateway, receiver.Address), "failed");

        Assert.Single(receiver.Deliveries);
    }

    [Fact]
    public async Task Receivers_ThatNeverAnswer_HoldUpNobodyElse()
    {
        var never = new TaskCompletionSource<int>();
        await using var silent = await Receiver.StartAsync((_, gone) => never.Task.WaitAsync(gone));
        await using var other = await Receiver.StartAsync((_, _) => Task.FromResult(200));
        await using var gateway = await StartAsync();
        // More of one tenant than the sender has at work for one.
        for (var index = 0; index < 12; index++)
        {
            await EndAsync(gateway, silent.Address, tenant: "busy");
        }

        await Eventually.Async(() => !silent.Deliveries.IsEmpty, Limit, "the silent receiver is asked");
        var job = await EndAsync(gateway, other.Address);

        await StateAsync(gateway, job, "delivered");
        never.SetResult(200);
    }

    [Fact]
    public async Task Receiver_OnTheInside_IsNeverConnectedTo()
    {
        await using var receiver = await Receiver.StartAsync((_, _) => Task.FromResult(200));
        await using var gateway = await GatewayHarness.StartAsync("Gateway:WebhookEvery=00:00:00.1");
        var job = await EndAsync(gateway, receiver.Address);

        await Eventually.Async(
            async () => (await WebhookAsync(gateway, job)).GetProperty("attempts").GetArrayLength() > 0, Limit, "it is tried");

        var attempt = (await WebhookAsync(gateway, job)).GetProperty("attempts")[0];
        Assert.Equal("The URL's host is not on the public internet.", attempt.GetProperty("error").GetString());
        Assert.Empty(receiver.Deliveries);
    }

    [Theory]
    [InlineData("""{"url":"ftp://example.com","secret":"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"}""")]
    [InlineData("""{"url":"https://user@example.com","secret":"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"}""")]
    [InlineData("""{"url":"https://example.com","secret":"whsec_c2hvcnQ="}""")]
    [InlineData("""{"url":"https://example.com","secret":[]}""")]
    [InlineData("""{"url":"https://example.com"}""")]
    [InlineData("""{"url":"https://example.com","secret":"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz","more":1}""")]
    [InlineData("\"https://example.com\"")]
    public async Task Submit_WebhookThatIsWrong_IsRefused(string webhook)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        using var response = await gateway.PostRawAsync(
            GatewayHarness.Pdf, $"?options={Uri.EscapeDataString($$"""{"webhook":{{webhook}}}""")}");
        await GatewayHarness.ProblemAsync(response, 400, "invalid_option");
    }

    [Fact]
    public async Task Retry_OfAJobWithAWebhook_TellsItsReceiverToo()
    {
        await using var receiver = await Receiver.StartAsync((_, _) => Task.FromResult(200));
        await using var gateway = await StartAsync();
        var job = await EndAsync(gateway, receiver.Address);
        await StateAsync(gateway, job, "delivered");

        using var response = await gateway.Http.PostAsync($"/v1/jobs/{job.Id}/retry", null);

        var again = new JobId("local", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!);
        var webhook = await FindAsync<Webhook>(gateway, WebhookKeys.Record(again));
        Assert.Equal((receiver.Address.ToString(), WebhookState.Waiting), (webhook.Url, webhook.State));
        Assert.Equal(Secrets, webhook.Secrets);
        Assert.Empty(webhook.Attempts);
    }

    [Fact]
    public async Task Submit_SameKeyWithAnotherWebhook_IsRefused()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        static string Query(string url) => "?options=" + Uri.EscapeDataString(
            JsonSerializer.Serialize(new { webhook = new { url, secret = Secrets } }));
        var first = await gateway.SubmitAsync(Query("https://one.example.com"), idempotencyKey: "same");

        using var other = await gateway.PostRawAsync(
            GatewayHarness.Pdf, Query("https://other.example.com"), idempotencyKey: "same");
        var again = await gateway.SubmitAsync(Query("https://one.example.com"), idempotencyKey: "same");

        Assert.Equal(422, (int)other.StatusCode);
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Webhook_OfAJobWithout_IsNotFound()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        var id = (await gateway.SubmitAsync()).GetProperty("id").GetString();

        using var response = await gateway.Http.GetAsync($"/v1/jobs/{id}/webhook");
        await GatewayHarness.ProblemAsync(response, 404, "no_webhook");
    }

    [Fact]
    public void Next_OfEveryAttempt_EndsADayAfterTheJob()
    {
        var ended = DateTimeOffset.UnixEpoch;
        var (now, tried) = (ended, 0);
        while (WebhookSchedule.Next(ended, tried, now) is { } next)
        {
            Assert.True(next >= now);
            (now, tried) = (next, tried + 1);
        }

        Assert.Equal(ended.AddHours(24), now);
    }

    private static string Secret(byte fill) => $"whsec_{Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray())}";

    private static Task<GatewayHarness> StartAsync() =>
        GatewayHarness.StartAsync("Gateway:WebhookEvery=00:00:00.1", "Gateway:WebhookNetworks:0=127.0.0.0/8");

    // What the orchestrator does at a job's end: the record, the webhook's, its marker.
    private static async Task<JobId> EndAsync(GatewayHarness gateway, Uri receiver, string tenant = "local")
    {
        var options = JsonSerializer.Serialize(new { webhook = new { url = receiver, secret = Secrets } });
        var submitted = await gateway.SubmitAsync($"?options={Uri.EscapeDataString(options)}");
        var local = new JobId("local", submitted.GetProperty("id").GetString()!);
        var record = await FindAsync<JobRecord>(gateway, JobKeys.Record(local));
        Assert.True(record.HasWebhook);
        var webhook = await FindAsync<Webhook>(gateway, WebhookKeys.Record(local));
        Assert.Equal(WebhookState.Waiting, webhook.State);

        var (job, now) = (local with { Tenant = tenant }, DateTimeOffset.UtcNow);
        await gateway.Runtime.SaveStateAsync(
            JobKeys.Record(job), record with { Id = job, Status = JobStatus.Succeeded, FinishedAt = now });
        await gateway.Runtime.SaveStateAsync(
            WebhookKeys.Record(job), webhook with { State = WebhookState.Due, DueSince = now, DueAt = now });
        var marker = Path.Combine(gateway.Runtime.ObjectFolder, WebhookKeys.Marker(job, now));
        Directory.CreateDirectory(Path.GetDirectoryName(marker)!);
        await File.WriteAllTextAsync(marker, "{}");
        return job;
    }

    private static async Task<T> FindAsync<T>(GatewayHarness gateway, string key) =>
        (await gateway.Runtime.FindStateAsync(key))!.Value.Deserialize<T>(ServiceHost.Json)!;

    private static Task<JsonElement> WebhookAsync(GatewayHarness gateway, JobId job) =>
        gateway.GetAsync($"/v1/jobs/{job.Id}/webhook");

    private static Task StateAsync(GatewayHarness gateway, JobId job, string state) => Eventually.Async(
        async () => (await WebhookAsync(gateway, job)).GetProperty("state").GetString() == state,
        Limit, $"the webhook is {state}");
}
