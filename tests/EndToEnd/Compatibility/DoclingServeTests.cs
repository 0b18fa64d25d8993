using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using DaprProcessing.EndToEnd.Driving;

namespace DaprProcessing.EndToEnd.Compatibility;

/// <summary>
/// What the clients of docling-serve were recorded to send, from submit to result, with real documents on a running platform.
/// </summary>
[Collection(PlatformCollection.Name)]
public sealed class DoclingServeTests(PlatformFixture fixture)
{
    private const string Pdf = "application/pdf";

    private static readonly (string, string)[] ClientFields =
    [
        ("to_formats", "md"), ("to_formats", "json"), ("page_range", "1"), ("page_range", "9223372036854775807"),
    ];

    private HttpClient Http => fixture.Platform.Http;

    [Fact]
    public async Task Convert_ByWebsocket_AfterThePresignedTargetWasRefused()
    {
        var file = ("numbered.pdf", Pdf, TestDocuments.Numbered(3, "Ships"));
        var (refusedWith, refusal) = await SendAsync(
            "/v1/convert/file/async", HttpxForm.Of([.. ClientFields, ("target_type", "presigned_url")], file));
        Assert.Equal(422, refusedWith);
        Assert.Contains("artifact storage to be configured", Text(refusal["detail"]));

        var task = await SubmitAsync(
            "/v1/convert/file/async", HttpxForm.Of([.. ClientFields, ("target_type", "inbody")], file));
        var frames = await FramesAsync(task);
        var result = await ResultAsync(task);

        Assert.Equal("connection", Text(frames[0]["message"]));
        Assert.Equal("success", Text(frames[^1]["task"]!["task_status"]));
        Assert.Equal("success", Text(result["status"]));
        Assert.Equal(("[]", "{}"), (result["errors"]!.ToJsonString(), result["timings"]!.ToJsonString()));
        Assert.Contains("Page 3 of Ships", Text(result["document"]!["md_content"]));
        Assert.Equal(["1", "2", "3"], PagesOf(result));
        Assert.Equal(result.ToJsonString(), (await ResultAsync(task)).ToJsonString());
    }

    [Fact]
    public async Task Convert_PageRange_ReadsThosePagesAlone()
    {
        var (status, result) = await SendAsync("/v1/convert/file", HttpxForm.Of(
            [
                ("to_formats", "md"), ("to_formats", "json"), ("page_range", "2"), ("page_range", "3"),
                ("include_page_images", "true"), ("image_export_mode", "embedded"),
            ],
            ("numbered.pdf", Pdf, TestDocuments.Numbered(9, "Boats"))));

        Assert.Equal((200, "success"), (status, Text(result["status"])));
        Assert.Equal(["2", "3"], PagesOf(result));
        Assert.Equal(["2", "3"], result["confidence"]!["pages"]!.AsObject().Select(page => page.Key));
        Assert.All(result["document"]!["json_content"]!["pages"]!.AsObject(), page =>
            Assert.StartsWith("data:image/png;base64,", Text(page.Value!["image"]!["uri"])));
        var markdown = Text(result["document"]!["md_content"]);
        Assert.Contains("Page 3 of Boats", markdown);
        Assert.DoesNotContain("Page 1 of Boats", markdown);
        Assert.DoesNotContain("Page 4 of Boats", markdown);
        Assert.Equal("[]", result["ignored_options"]!.ToJsonString());
    }

    [Fact]
    public async Task Convert_PageRangeBehindTheEnd_FailsTheDocumentAndNotTheTask()
    {
        var task = await SubmitAsync("/v1/convert/file/async", HttpxForm.Of(
            [("to_formats", "md"), ("page_range", "5"), ("page_range", "9")],
            ("two.pdf", Pdf, TestDocuments.Numbered(2))));

        Assert.Equal("success", await EndOfAsync(task));
        var result = await ResultAsync(task);
        Assert.Equal("failure", Text(result["status"]));
        var error = Assert.Single(result["errors"]!.AsArray())!;
        Assert.Equal("policy", Text(error["category"]));
        Assert.Contains("2 pages", Text(error["error_message"]));
    }

    // As the Haystack component does it.
    [Fact]
    public async Task Haystack_AsyncFile_IsPolledAndHasItsMarkdown()
    {
        var task = await SubmitAsync("/v1/convert/file/async", HttpxForm.Of(
            [("to_formats", "md"), ("target_type", "inbody")], ("scan.pdf", Pdf, TestDocuments.Numbered(1, "Haystack"))));

        Assert.Equal("success", await EndOfAsync(task));
        Assert.Contains("Page 1 of Haystack", Text((await ResultAsync(task))["document"]!["md_content"]));
    }

    [Fact]
    public async Task Convert_TwoSources_AreAZipWithoutTheBadOne()
    {
        var task = await SubmitAsync("/v1/convert/source/async", Json(
            """{"to_formats":["md","json"],"page_range":[1,9223372036854775807]}""", "options",
            Source("good.pdf", TestDocuments.Numbered(2, "Zipped")), Source("other.pdf", TestDocuments.Numbered(1, "Other")),
            Source("corrupt.pdf", "%PDF-1.7\nnothing"u8.ToArray())));
        Assert.Equal("success", await EndOfAsync(task));

        using var response = await Http.GetAsync($"/v1/result/{task}");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            ["good.json", "good.md", "other.json", "other.md"], zip.Entries.Select(entry => entry.FullName).Order());
        using var markdown = new StreamReader(zip.GetEntry("other.md")!.Open());
        Assert.Contains("Page 1 of Other", await markdown.ReadToEndAsync());
    }

    [Fact]
    public async Task Chunk_HierarchicalFile_HasPassagesWithTheirPages()
    {
        var task = await SubmitAsync("/v1/chunk/hierarchical/file/async", HttpxForm.Of(
            [
                ("convert_page_range", "1"), ("convert_page_range", "9223372036854775807"),
                ("chunking_use_markdown_tables", "false"), ("chunking_use_markdown_images", "false"),
                ("chunking_image_placeholder", "![IMAGE]"), ("chunking_include_raw_text", "false"),
                ("include_converted_doc", "false"), ("target_type", "inbody"),
            ],
            ("chunks.pdf", Pdf, TestDocuments.Numbered(2, "Chunks"))));
        Assert.Equal("success", await EndOfAsync(task));

        var result = await ResultAsync(task);

        var chunks = result["chunks"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk!["chunk_index"]!.GetValue<int>()));
        Assert.Contains(chunks, chunk => chunk!["page_numbers"]!.ToJsonString() == "[2]"
            && Text(chunk["text"]).Contains("page 2", StringComparison.Ordinal));
        Assert.Equal("ExportResult", Text(Assert.Single(result["documents"]!.AsArray())!["kind"]));
    }

    [Theory]
    [InlineData("junk.bin", "\u0001\u0002\u0003", "skipped", "policy")]
    [InlineData("empty.pdf", "", "failure", "backend_failure")]
    [InlineData("corrupt.pdf", "%PDF-1.7\nnothing", "failure", "backend_failure")]
    public async Task Convert_BadDocument_IsASuccessfulTaskWithAnErrorInside(
        string name, string content, string expected, string category)
    {
        var (status, result) = await SendAsync(
            "/v1/convert/source", Json("""{"to_formats":["md"]}""", "options", Source(name, Encoding.Latin1.GetBytes(content))));

        Assert.Equal((200, expected), (status, Text(result["status"])));
        Assert.Equal(category, Text(Assert.Single(result["errors"]!.AsArray())!["category"]));
        Assert.Null(result["document"]!["md_content"]);
    }

    [Fact]
    public async Task UnknownTask_IsNotFound_InTheWordsClientsKnow()
    {
        foreach (var path in (string[])["status/poll", "result"])
        {
            using var response = await Http.GetAsync($"/v1/{path}/00000000-0000-0000-0000-000000000000");
            Assert.Equal(404, (int)response.StatusCode);
            Assert.Equal("""{"detail":"Task not found."}""", await response.Content.ReadAsStringAsync());
        }
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Accept-Docling-Document-Version", "1.10.0");
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<string> SubmitAsync(string path, HttpContent content)
    {
        var (status, task) = await SendAsync(path, content);
        Assert.True(status == 200, $"{status}: {task}");
        return Text(task["task_id"]);
    }

    private async Task<string> EndOfAsync(string task)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            var state = JsonNode.Parse(await Http.GetStringAsync($"/v1/status/poll/{task}?wait=5.0", limit.Token))!;
            if (Text(state["task_status"]) is "success" or "failure")
            {
                return Text(state["task_status"]);
            }
        }
    }

    private async Task<JsonNode> ResultAsync(string task)
    {
        using var response = await Http.GetAsync($"/v1/result/{task}");
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    private async Task<IReadOnlyList<JsonNode>> FramesAsync(string task)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var address = new UriBuilder(Http.BaseAddress!) { Scheme = "ws", Path = $"/v1/status/ws/{task}" }.Uri;
        await socket.ConnectAsync(address, limit.Token);
        var (frames, buffer) = (new List<JsonNode>(), new byte[1 << 16]);
        while (await socket.ReceiveAsync(buffer, limit.Token) is { MessageType: WebSocketMessageType.Text } frame)
        {
            frames.Add(JsonNode.Parse(buffer.AsSpan(0, frame.Count))!);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        return frames;
    }

    private static IEnumerable<string> PagesOf(JsonNode result) =>
        result["document"]!["json_content"]!["pages"]!.AsObject().Select(page => page.Key);

    private static string Source(string name, byte[] content) =>
        $$"""{"kind":"file","filename":"{{name}}","base64_string":"{{Convert.ToBase64String(content)}}"}""";

    private static StringContent Json(string options, string name, params string[] sources) => new(
        $$"""
        {"{{name}}":{{options}},"sources":[{{string.Join(',', sources)}}],"target":{"kind":"inbody"} }
        """, Encoding.UTF8, "application/json");

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
