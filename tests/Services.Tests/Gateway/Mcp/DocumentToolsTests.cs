using System.Text.Json;
using DaprProcessing.Services.Tests.Gateway.Compatibility;
using DaprProcessing.Services.Tests.Support;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace DaprProcessing.Services.Tests.Gateway.Mcp;

/// <summary>The tools for language models, called by the SDK's own client.</summary>
public sealed class DocumentToolsTests : IAsyncLifetime
{
    private GatewayHarness _gateway = null!;
    private McpClient _client = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayHarness.StartAsync("Gateway:MaxUploadBytes=100000");
        _client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(_gateway.Http.BaseAddress!, "/mcp"),
        }));
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Tools_AreListed_WithDescriptions()
    {
        var tools = await _client.ListToolsAsync();

        Assert.Equal(["convert_document", "read_page", "search_document"], tools.Select(tool => tool.Name).Order());
        Assert.All(tools, tool => Assert.NotEmpty(tool.Description));
    }

    [Fact]
    public async Task Convert_ThenReadAndSearch_FindsWhatTheDocumentSays()
    {
        var converted = await CallAsync("convert_document", new()
        {
            ["base64"] = Convert.ToBase64String(GatewayHarness.Pdf), ["fileName"] = "ships.pdf", ["waitSeconds"] = 0,
        });
        var job = JsonDocument.Parse(converted).RootElement.GetProperty("job").GetString();
        await new DoclingClient(_gateway).FinishJobsAsync();

        var page = await CallAsync("read_page", new() { ["job"] = job, ["page"] = 2 });
        var found = JsonDocument.Parse(await CallAsync("search_document", new() { ["job"] = job, ["query"] = "FLOAT ships" }));

        Assert.StartsWith("- one", page);
        Assert.DoesNotContain("float", page);
        var passage = Assert.Single(found.RootElement.EnumerateArray());
        Assert.Equal("They float.", passage.GetProperty("text").GetString());
        Assert.Equal(1, passage.GetProperty("pages")[0].GetInt32());
    }

    [Theory]
    [InlineData("""{}""", "exactly one of")]
    [InlineData("""{"url":"http://127.0.0.1/x.pdf"}""", "does not fetch documents by URL")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "http or https")]
    [InlineData("""{"base64":"***"}""", "not valid base64")]
    [InlineData("""{"base64":"AAEC"}""", "none of the known kinds")]
    [InlineData("""{"uploadId":"nope"}""", "no such upload")]
    public async Task Convert_WhatCannotBe_IsAnErrorThatSaysWhy(string arguments, string reason)
    {
        var result = await _client.CallToolAsync(
            "convert_document", JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!);

        Assert.True(result.IsError);
        Assert.Contains(reason, Text(result));
    }

    [Theory]
    [InlineData("read_page", """{"job":"nope","page":1}""", "no job 'nope'")]
    [InlineData("search_document", """{"job":"nope","query":" "}""", "no words")]
    public async Task Read_WhatIsNotThere_IsAnErrorThatSaysWhy(string tool, string arguments, string reason)
    {
        var result = await _client.CallToolAsync(tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!);

        Assert.True(result.IsError);
        Assert.Contains(reason, Text(result));
    }

    private async Task<string> CallAsync(string tool, Dictionary<string, object?> arguments)
    {
        var result = await _client.CallToolAsync(tool, arguments);
        Assert.True(result.IsError is not true, Text(result));
        return Text(result);
    }

    private static string Text(CallToolResult result) =>
        string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
