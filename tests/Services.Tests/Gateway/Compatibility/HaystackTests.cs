using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>The conversations recorded from the Haystack component.</summary>
public sealed class HaystackTests : Conversation
{
    [Fact]
    public async Task Haystack_SyncFile_HasTheMarkdown()
    {
        var answer = Client.PostAsync("/v1/convert/file", DoclingClient.Form(("to_formats", "md"), ("target_type", "inbody")));
        await Eventually.Async(
            async () => (await Gateway.GetAsync("/v1/jobs")).GetProperty("jobs").GetArrayLength() == 1,
            TimeSpan.FromMinutes(1), "the job is there");
        await Client.FinishJobsAsync();
        var (status, body) = await answer;

        Assert.Equal(200, status);
        Assert.StartsWith("# Ships", Text(DoclingClient.Json(body)["document"]!["md_content"]));
    }

    [Fact]
    public async Task Haystack_LoopbackUrl_FailsInTheResult()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:AllowHttpSources=true");
        var (status, body) = await new DoclingClient(gateway).PostJsonAsync(
            "/v1/convert/source",
            """{"options":{"to_formats":["md"]},"sources":[{"kind":"http","url":"http://127.0.0.1:15009/x.md"}]}""");

        Assert.Equal(200, status);
        var result = DoclingClient.Json(body);
        Assert.Equal(("x.md", "failure"), (Text(result["document"]!["filename"]), Text(result["status"])));
        Assert.Equal(
            ("URL is not allowed: http://127.0.0.1:15009/x.md", "source_unavailable"),
            (Text(result["errors"]![0]!["error_message"]), Text(result["errors"]![0]!["category"])));
    }
}
