using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Api.Jobs;

public sealed class RetryTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Retry_OfAFailedJob_IsAnotherJobOfTheSameDocument()
    {
        var failed = await _gateway.FinishAsync();

        using var response = await _gateway.Http.PostAsync($"{failed}/retry", null);

        var again = await GatewayHarness.AcceptedAsync(response, 202);
        Assert.Equal($"/v1/jobs/{again.GetProperty("id").GetString()}", response.Headers.Location!.ToString());
        Assert.NotEqual(failed, response.Headers.Location.ToString());
        Assert.Equal("queued", again.GetProperty("status").GetString());
        Assert.Equal(GatewayHarness.Pdf.Length, again.GetProperty("sizeBytes").GetInt64());
        Assert.Equal("failed", (await _gateway.GetAsync(failed)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Retry_WithTheSameIdempotencyKey_IsOneJob()
    {
        var failed = await _gateway.FinishAsync();

        var first = await AgainAsync(failed, "one");
        var repeated = await AgainAsync(failed, "one");
        var other = await AgainAsync(failed, "two");

        Assert.Equal(first, repeated);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Retry_WithAKeyOfAnotherRetry_IsRefused()
    {
        var failed = await _gateway.FinishAsync();
        await AgainAsync(failed, "mine");

        using var response = await _gateway.SendAsync(
            HttpMethod.Post, $"{failed}/retry?pages=failed", "Idempotency-Key: mine");

        await GatewayHarness.ProblemAsync(response, 422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Retry_OfAJobUnderWay_IsRefused()
    {
        var id = (await _gateway.SubmitAsync()).GetProperty("id").GetString();

        using var response = await _gateway.Http.PostAsync($"/v1/jobs/{id}/retry", null);

        await GatewayHarness.ProblemAsync(response, 409, "job_not_finished");
    }

    private async Task<string> AgainAsync(string job, string key)
    {
        using var response = await _gateway.SendAsync(HttpMethod.Post, $"{job}/retry", $"Idempotency-Key: {key}");
        return (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!;
    }
}
