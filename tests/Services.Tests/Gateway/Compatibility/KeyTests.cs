using DaprProcessing.Services.Tests.Gateway.Tenants;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>
/// Clients of docling-serve where tenants are configured: a header with every call, the query with a websocket.
/// </summary>
public sealed class KeyTests
{
    private const string Unauthorized = "\"detail\":\"Unauthorized\"";
    private const string InTheQuery = "\"detail\":\"Api key is required as the ?api_key=SECRET query parameter.\"";

    [Fact]
    public async Task Conversion_WithAKey_GoesFromSubmitToResult()
    {
        await using var gateway = await TenantGateway.StartAsync();
        var client = new DoclingClient(gateway.Gateway, await gateway.AddTenantAsync("acme"), "acme");

        var task = await client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await client.FinishJobsAsync();
        var frames = await client.FramesAsync(task);

        Assert.Equal("success", frames[^1]["task"]!["task_status"]!.GetValue<string>());
        Assert.Equal("success", await client.StatusAsync(task));
        Assert.StartsWith("# Ships", (await client.ResultAsync(task))["document"]!["md_content"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("dpk_acme_abcdefgh_abcdefghijkmnpqrstuvwxyz23456789")]
    public async Task Conversion_WithoutAGoodKey_IsRefusedInTheWordsThatClientsKnow(string? key)
    {
        await using var gateway = await TenantGateway.StartAsync();
        var owner = new DoclingClient(gateway.Gateway, await gateway.AddTenantAsync("acme"), "acme");
        var task = await owner.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        var stranger = new DoclingClient(gateway.Gateway, key);

        // Before the body is looked at: this one is no request.
        var submit = await stranger.PostJsonAsync("/v1/convert/source/async", "{");
        var poll = await stranger.GetAsync($"/v1/status/poll/{task}");
        var socket = await stranger.HandshakeAsync(task);

        Assert.Equal((401, 401, 401), (submit.Status, poll.Status, socket.Status));
        Assert.Contains(Unauthorized, submit.Body);
        Assert.Contains(Unauthorized, poll.Body);
        Assert.Contains(InTheQuery, socket.Body);
    }
}
