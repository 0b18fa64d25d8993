using System.Net.Http.Headers;
using System.Text;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Runtime.Tests.Api;

public sealed class InvokeTests
{
    [Fact]
    public async Task Invoke_AnyRequest_PassesThroughBothWays()
    {
        await using var runtime = await TestRuntime.StartAsync(appIds: ["caller", "callee"]);
        await using var app = await SubscriberApp.StartAsync("[]", async (request, context) =>
        {
            context.Response.StatusCode = 418;
            context.Response.Headers["x-answer"] = "42";
            await context.Response.Body.WriteAsync(request.Body);
        });
        await runtime.Host.AttachAppAsync("callee", app.Address);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1.0/invoke/callee/method/a%2Fb/c//d?x=1&y=%20");
        request.Content = new StringContent("body", Encoding.UTF8, "text/x-own");
        request.Headers.Add("x-mine", "yes");
        request.Headers.Add("dapr-api-token", "never forwarded");

        using var response = await runtime.Http.SendAsync(request);

        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("42", response.Headers.GetValues("x-answer").Single());
        Assert.Equal("body", await response.Content.ReadAsStringAsync());
        var received = Assert.Single(app.Received);
        Assert.Equal(("PUT", "/a%2Fb/c//d?x=1&y=%20"), (received.Method, received.Path));
        Assert.Equal("text/x-own; charset=utf-8", received.Headers["Content-Type"]);
        Assert.Equal("yes", received.Headers["x-mine"]);
        Assert.Equal("caller", received.Headers["dapr-caller-app-id"]);
        Assert.False(received.Headers.ContainsKey("dapr-api-token"));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3 << 20)]
    public async Task Invoke_BodyInChunks_ArrivesWhole(int bytes)
    {
        await using var runtime = await TestRuntime.StartAsync(appIds: ["caller", "callee"]);
        await using var app = await SubscriberApp.StartAsync("[]");
        await runtime.Host.AttachAppAsync("callee", app.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0/invoke/callee/method/take");
        request.Content = new StringContent(new string('x', bytes));
        request.Headers.TransferEncodingChunked = true;

        using var response = await runtime.Http.SendAsync(request);

        Assert.True(response.IsSuccessStatusCode, response.ToString());
        Assert.Equal(bytes, Assert.Single(app.Received).Body.Length);
    }

    [Theory]
    [InlineData("header")]
    [InlineData("basic")]
    public async Task Invoke_AppIdInHeaders_TakesThePathAsItIs(string way)
    {
        await using var runtime = await TestRuntime.StartAsync();
        await using var app = await SubscriberApp.StartAsync("[]");
        await runtime.Host.AttachAppAsync("app", app.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello/world?q=1");
        if (way == "header")
        {
            request.Headers.Add("dapr-app-id", "app");
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("dapr-app-id:app"u8));
        }

        using var response = await runtime.Http.SendAsync(request);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("/hello/world?q=1", Assert.Single(app.Received).Path);
    }

    [Fact]
    public async Task Invoke_UnknownApp_Is500WithTheErrorCode()
    {
        await using var runtime = await TestRuntime.StartAsync();

        using var response = await runtime.Http.GetAsync("/v1.0/invoke/nobody/method/x");

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Contains("ERR_DIRECT_INVOKE", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Invoke_Peer_GoesThroughTheOtherRuntime()
    {
        await using var second = await TestRuntime.StartAsync(
            change: options => options with { DaprApiToken = "shared" }, appIds: ["callee"]);
        await using var app = await SubscriberApp.StartAsync("[]", (_, context) => context.Response.WriteAsync("from afar"));
        await second.Host.AttachAppAsync("callee", app.Address);
        var peers = new Dictionary<string, Uri> { ["callee"] = second.Host.HttpEndpoint("callee") };
        await using var first = await TestRuntime.StartAsync(
            change: options => options with { DaprApiToken = "shared", Peers = peers }, appIds: ["caller"]);
        first.Http.DefaultRequestHeaders.Add("dapr-api-token", "shared");

        Assert.Equal("from afar", await first.Http.GetStringAsync("/v1.0/invoke/callee/method/x?y=1"));
        var received = Assert.Single(app.Received);
        Assert.Equal(("/x?y=1", "caller"), (received.Path, received.Headers["dapr-caller-app-id"]));
        Assert.False(received.Headers.ContainsKey("dapr-api-token"));
    }
}
