using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>
/// Sends what clients of docling-serve send, and plays the platform behind the gateway: ends jobs with a small document.
/// </summary>
/// <param name="key">What it shows with every call; null where no tenants are configured.</param>
internal sealed class DoclingClient(GatewayHarness gateway, string? key = null, string tenant = "local")
{
    private const string KeyHeader = "X-Api-Key";

    public const string NotFound = """{"detail":"Task not found."}""";
    public const string NoResult = """{"detail":"Task result not found. Please wait for a completion status."}""";

    public GatewayHarness Gateway => gateway;

    /// <summary>A document of two pages: a title, a paragraph, a list and a table.</summary>
    public static DoclingDocument Document()
    {
        var document = new DoclingDocument
        {
            Name = "a",
            Origin = new DocumentOrigin("application/pdf", 14823938625982774464, "a.pdf"),
            Pages = { [1] = new PageItem(new PageItemSize(612, 792), 1), [2] = new PageItem(new PageItemSize(612, 792), 2) },
        };
        var list = new GroupItem { SelfRef = "#/groups/0", Parent = new RefItem("#/body"), Name = "list", Label = Labels.List };
        document.Groups.Add(list);
        Add(document, document.Body, Labels.Title, "Ships", 1);
        Add(document, document.Body, Labels.Text, "They float.", 1);
        document.Body.Children.Add(new RefItem(list.SelfRef));
        Add(document, list, Labels.ListItem, "one", 2);
        var table = new TableItem
        {
            SelfRef = "#/tables/0", Parent = new RefItem("#/body"), Label = Labels.Table,
            Data = new TableData
            {
                NumRows = 2, NumCols = 2,
                TableCells = [Cell(0, 0, "Ship"), Cell(0, 1, "Tons"), Cell(1, 0, "Ark"), Cell(1, 1, "9")],
            },
            Prov = [new ProvenanceItem(2, new BoundingBox(72, 100, 200, 200), [0, 0])],
        };
        document.Tables.Add(table);
        document.Body.Children.Add(new RefItem(table.SelfRef));
        return document;
    }

    public static MultipartFormDataContent Form(params (string Name, string Value)[] fields) =>
        Form(fields, ("a.pdf", GatewayHarness.Pdf));

    public static MultipartFormDataContent Form(
        (string Name, string Value)[] fields, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent("----recorded");
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), $"\"{name}\"");
        }

        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "\"files\"", name);
        }

        return form;
    }

    public static string Source(byte[]? content = null, string name = "a.pdf") =>
        $$"""{"kind":"file","filename":"{{name}}","base64_string":"{{Convert.ToBase64String(content ?? GatewayHarness.Pdf)}}"}""";

    /// <param name="rest">What the request has beside its sources: <c>"options":{…}</c>.</param>
    public static StringContent Request(string rest, params string[] sources) =>
        new($"{{\"sources\":[{string.Join(',', sources)}],{rest}}}", Encoding.UTF8, "application/json");

    public async Task<(int Status, string Body)> PostAsync(string path, HttpContent content, params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var header in headers)
        {
            request.Headers.Add(header.Split(": ")[0], header.Split(": ")[1]);
        }

        return await SendAsync(request);
    }

    public Task<(int Status, string Body)> PostJsonAsync(string path, string json, params string[] headers) =>
        PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    /// <summary>Submits what is to be taken, and returns the task's id.</summary>
    public async Task<string> SubmitAsync(string path, HttpContent content, params string[] headers)
    {
        var (status, body) = await PostAsync(path, content, headers);
        Assert.True(status == 200, $"{status}: {body}");
        return Json(body)["task_id"]!.GetValue<string>();
    }

    public async Task<string> StatusAsync(string task) =>
        Json((await GetAsync($"/v1/status/poll/{task}")).Body)["task_status"]!.GetValue<string>();

    public async Task<JsonNode> ResultAsync(string task)
    {
        var (status, body) = await GetAsync($"/v1/result/{task}");
        Assert.True(status == 200, $"{status}: {body}");
        return Json(body);
    }

    /// <summary>Changes the jobs that are not at their end yet, the oldest first.</summary>
    public async Task UpdateJobsAsync(Func<JobRecord, JobRecord> change)
    {
        var listed = Json((await GetAsync("/v1/jobs?limit=500")).Body);
        foreach (var job in listed["jobs"]!.AsArray().Reverse())
        {
            var at = JobKeys.Record(new JobId(tenant, job!["id"]!.GetValue<string>()));
            var record = (await gateway.Runtime.FindStateAsync(at))!.Value.Deserialize<JobRecord>(ServiceHost.Json)!;
            if (!record.Status.IsTerminal())
            {
                await gateway.Runtime.SaveStateAsync(at, change(record));
            }
        }
    }

    public Task StartJobsAsync() => UpdateJobsAsync(job => job with
    {
        Status = JobStatus.Running, StartedAt = DateTimeOffset.UtcNow,
    });

    public Task FailJobsAsync(string code, string message, JobStatus status = JobStatus.Failed) => UpdateJobsAsync(job => job with
    {
        Status = status, FinishedAt = DateTimeOffset.UtcNow,
        Failure = status == JobStatus.Failed ? new Failure(code, message) : null,
    });

    /// <summary>Ends all jobs with <see cref="Document"/>.</summary>
    public Task FinishJobsAsync(PageFailure? ofPage2 = null) => UpdateJobsAsync(job =>
    {
        var document = Document();
        Put(job, "document.json", DoclingJson.ToUtf8Bytes(document));
        Put(job, "document.md", Encoding.UTF8.GetBytes(DoclingMarkdown.ToMarkdown(document)));
        Put(job, "document.txt", Encoding.UTF8.GetBytes(DoclingText.ToText(document)));
        gateway.Put($"{job.Id}/pages/0001.png", "PNG"u8.ToArray());
        var image = JsonSerializer.SerializeToElement(new PageImage(1, 306, 396, 36, 3), ServiceHost.Json);
        var text = JsonSerializer.SerializeToElement(new PageTextOrigin(TextSource.Ocr, null, 0.85, 3), ServiceHost.Json);
        var pages = new[]
        {
            new PageResult(1, null) { Outputs = { ["image"] = image, ["text"] = text } }, new PageResult(2, ofPage2),
        };
        var artifacts = new[] { "document.json", "document.md", "document.txt", "pages/0001.png" }
            .Select(name => new Artifact(name, "application/octet-stream", 1)).ToList();
        var result = new JobResult(
            job.Pipeline, 2, ofPage2 is null ? 0 : 1, new Dictionary<string, int>(), pages, artifacts, []);
        Put(job, JobResult.Name, JsonSerializer.SerializeToUtf8Bytes(result, ServiceHost.Json));
        return job with
        {
            Status = ofPage2 is null ? JobStatus.Succeeded : JobStatus.PartiallySucceeded,
            StartedAt = job.CreatedAt.AddSeconds(-1.5), FinishedAt = job.CreatedAt,
        };
    });

    /// <summary>What the orchestrator does at the ends of jobs whose webhooks are waiting.</summary>
    public async Task TellEndsAsync()
    {
        foreach (var job in Json((await GetAsync("/v1/jobs?limit=500")).Body)["jobs"]!.AsArray())
        {
            var (id, now) = (new JobId(tenant, job!["id"]!.GetValue<string>()), DateTimeOffset.UtcNow);
            if ((await gateway.Runtime.FindStateAsync(WebhookKeys.Record(id)))?.Deserialize<Webhook>(ServiceHost.Json)
                is { State: WebhookState.Waiting } webhook)
            {
                await gateway.Runtime.SaveStateAsync(
                    WebhookKeys.Record(id), webhook with { State = WebhookState.Due, DueSince = now, DueAt = now });
                gateway.Put(WebhookKeys.Marker(id, now), "{}"u8.ToArray());
            }
        }
    }

    /// <summary>All frames of a task's websocket until the server closes it; the key is in the query.</summary>
    public async Task<IReadOnlyList<JsonNode>> FramesAsync(string task, Func<int, Task>? afterFrame = null)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(SocketOf(task), limit.Token);
        var (frames, buffer) = (new List<JsonNode>(), new byte[1 << 16]);
        while (true)
        {
            var frame = await socket.ReceiveAsync(buffer, limit.Token);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
                return frames;
            }

            frames.Add(Json(Encoding.UTF8.GetString(buffer, 0, frame.Count)));
            // As the original's client does.
            await socket.SendAsync("next"u8.ToArray(), WebSocketMessageType.Text, true, limit.Token);
            await (afterFrame?.Invoke(frames.Count) ?? Task.CompletedTask);
        }
    }

    /// <summary>What a websocket's handshake is refused with.</summary>
    public async Task<(int Status, string Body)> HandshakeAsync(string task)
    {
        var socket = new UriBuilder(SocketOf(task)) { Scheme = "http" }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, socket)
        {
            Headers =
            {
                { "Connection", "Upgrade" }, { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" },
                { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" },
            },
        };
        using var response = await gateway.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static JsonNode Json(string body) => JsonNode.Parse(body)!;

    private Uri SocketOf(string task) => new UriBuilder(new Uri(gateway.Http.BaseAddress!, $"v1/status/ws/{task}"))
    {
        Scheme = "ws", Query = key is null ? "" : $"api_key={key}",
    }.Uri;

    private async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request)
    {
        if (key is not null)
        {
            request.Headers.Add(KeyHeader, key);
        }

        using var response = await gateway.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private void Put(JobRecord job, string name, byte[] content) => gateway.Put($"{job.Id}/result/{name}", content);

    private static void Add(DoclingDocument document, NodeItem parent, string label, string text, int page)
    {
        var item = new TextItem
        {
            SelfRef = $"#/texts/{document.Texts.Count}", Parent = new RefItem(parent.SelfRef), Label = label, Orig = text,
            Text = text, Marker = label == Labels.ListItem ? "-" : null, Enumerated = label == Labels.ListItem ? false : null,
            Prov = [new ProvenanceItem(page, new BoundingBox(72, 100, 200, 120), [0, text.Length])],
        };
        document.Texts.Add(item);
        parent.Children.Add(new RefItem(item.SelfRef));
    }

    private static TableCell Cell(int row, int column, string text) => new()
    {
        StartRowOffsetIdx = row, EndRowOffsetIdx = row + 1, StartColOffsetIdx = column, EndColOffsetIdx = column + 1, Text = text,
        ColumnHeader = row == 0,
    };
}
