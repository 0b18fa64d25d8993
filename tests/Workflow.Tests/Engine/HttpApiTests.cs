using System.Net;
using System.Text;
using System.Text.Json;

namespace DaprProcessing.Workflow.Tests.Engine;

public sealed class HttpApiTests : EngineTests
{
    private HttpClient Http => new() { BaseAddress = Server.Http };

    [Theory]
    [InlineData("v1.0")]
    [InlineData("v1.0-beta1")]
    [InlineData("v1.0-alpha1")]
    public async Task StartRaiseGetPurge_EachVersion_WorksAsDocumented(string version)
    {
        await using var worker = Worker();
        using var http = Http;
        var root = $"/{version}/workflows/dapr/";

        using var started = await http.PostAsync($"{root}{StepProgram.Name}/start?instanceID=one",
            new StringContent(StepProgram.Encode(new Step("event", "go"))));
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("""{"instanceID":"one"}""", await started.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync($"{root}one/pause", null)).StatusCode);
        Assert.Equal("SUSPENDED", (await GetAsync(http, root + "one")).GetProperty("runtimeStatus").GetString());
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync($"{root}one/resume", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted,
            (await http.PostAsync($"{root}one/raiseEvent/go", new StringContent("\"x\"", Encoding.UTF8))).StatusCode);
        await Hub.WaitAsync("one");

        var state = await GetAsync(http, root + "one");
        Assert.Equal("COMPLETED", state.GetProperty("runtimeStatus").GetString());
        Assert.Equal(StepProgram.Name, state.GetProperty("workflowName").GetString());
        Assert.Equal("\"x\"", state.GetProperty("properties").GetProperty("dapr.workflow.output").GetString());
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync($"{root}one/purge", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(root + "one")).StatusCode);
    }

    [Fact]
    public async Task Terminate_RunningInstance_IsTerminated()
    {
        using var http = Http;
        await Hub.StartAsync(StepProgram.Name, "[]", "one");

        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("/v1.0/workflows/dapr/one/terminate", null)).StatusCode);

        Assert.Equal("TERMINATED", (await GetAsync(http, "/v1.0/workflows/dapr/one")).GetProperty("runtimeStatus").GetString());
    }

    [Theory]
    [InlineData("has%20space")]
    [InlineData("a.b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Start_InvalidId_IsRefused(string id)
    {
        using var http = Http;

        using var response = await http.PostAsync($"/v1.0/workflows/dapr/w/start?instanceID={id}", null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("errorCode", await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path) =>
        JsonDocument.Parse(await http.GetStringAsync(path)).RootElement;
}
