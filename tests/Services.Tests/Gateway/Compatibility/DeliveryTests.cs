using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>Callbacks, and results put to an address, in the words recorded from docling-serve 1.38.2.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly RemoteSite _remote = new();
    private readonly ConcurrentQueue<(string Token, string Body)> _told = new();
    private readonly ConcurrentQueue<(string Name, byte[] Content)> _put = new();
    private GatewayHarness _gateway = null!;
    private DoclingClient _client = null!;
    private int _putStatus = 200;

    public async Task InitializeAsync()
    {
        _remote.App.MapPost("/cb", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            _told.Enqueue((request.Headers["X-Tok"].ToString(), await reader.ReadToEndAsync()));
        });
        _remote.App.MapPut("/put", async (HttpRequest request) =>
        {
            var file = (await request.ReadFormAsync()).Files["file"]!;
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            _put.Enqueue((file.FileName, content.ToArray()));
            return Results.StatusCode(_putStatus);
        });
        await _remote.StartAsync();
        _gateway = await GatewayHarness.StartAsync(
            "Gateway:WebhookEvery=00:00:00.1", "Gateway:WebhookNetworks:0=127.0.0.0/8");
        _client = new DoclingClient(_gateway);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _remote.DisposeAsync();
    }

    [Fact]
    public async Task Callback_OfATask_HearsOfItsBeginningItsDocumentAndItsEnd()
    {
        var task = await _client.SubmitAsync("/v1/convert/source/async", DoclingClient.Request(
            $$"""
            "callbacks":[{"url":"{{Address("/cb")}}","headers":{"X-Tok":"1"},"ca_cert":""}]
            """, DoclingClient.Source()));
        await ToldAsync(1);
        await _client.FinishJobsAsync();
        await _client.TellEndsAsync();
        await ToldAsync(3);

        Assert.All(_told, one => Assert.Equal("1", one.Token));
        Assert.Equal(
            $$$"""{"task_id":"{{{task}}}","progress":{"kind":"set_num_docs","num_docs":1}}""", _told.First().Body);
        var completed = Progress("document_completed");
        Assert.Equal((1, 1), ((int)completed["total_processed"]!, (int)completed["total_docs"]!));
        var document = completed["document"]!;
        Assert.Equal(("a.pdf", "success", "pdf"), (
            (string?)document["source"], (string?)document["status"], (string?)document["document_type"]));
        Assert.Equal((2, 1, 0), (
            (int)document["num_pages"]!, (int)document["num_tables"]!, (int)document["num_pictures"]!));
        Assert.Equal(64, ((string)document["doc_hash"]!).Length);
        Assert.Equal(
            """
            {"kind":"update_processed","num_processed":1,"num_succeeded":1,"num_partially_succeeded":0,"num_failed":0,
            "docs":[{"source":"a.pdf","status":"success","error":null}]}
            """.ReplaceLineEndings(""), Progress("update_processed").ToJsonString());
        Assert.Empty(DoclingClient.Json((await _client.GetAsync($"/v1/status/poll/{task}")).Body)["ignored_options"]!.AsArray());
    }

    [Fact]
    public async Task Callback_OfAForm_HearsOfDocumentsThatAreRefused()
    {
        await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            [("callbacks", Address("/cb"))], ("junk.bin", [0, 1, 2])));
        await ToldAsync(3);

        var document = Progress("document_completed")["document"]!;
        Assert.Equal(("junk.bin", "skipped", "File format not allowed: junk.bin"), (
            (string?)document["source"], (string?)document["status"], (string?)document["error"]));
        Assert.Equal(1, (int)Progress("update_processed")["num_failed"]!);
    }

    [Fact]
    public async Task Callback_OnTheInside_IsNeverConnectedTo()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:WebhookEvery=00:00:00.1");
        var client = new DoclingClient(gateway);
        await client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(("callbacks", Address("/cb"))));
        await client.FinishJobsAsync();
        await client.TellEndsAsync();
        var job = (await gateway.GetAsync("/v1/jobs")).GetProperty("jobs")[0].GetProperty("id").GetString();

        var error = "";
        await Eventually.Async(
            async () =>
            {
                var attempts = (await gateway.GetAsync($"/v1/jobs/{job}/webhook")).GetProperty("attempts");
                error = attempts.GetArrayLength() > 0 ? attempts[0].GetProperty("error").GetString() : "";
                return error?.Length > 0;
            },
            Limit, "it is tried");

        Assert.Equal("The URL's host is not on the public internet.", error);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task PutTarget_TakesAZip_AndTheAnswerCounts()
    {
        var task = await SubmitPutAsync();
        await _client.FinishJobsAsync();
        // Until it is put, the task is at work.
        Assert.Equal("started", await _client.StatusAsync(task));
        await _client.TellEndsAsync();
        await Eventually.Async(async () => await _client.StatusAsync(task) == "success", Limit, "the result is put");

        var (name, content) = Assert.Single(_put);
        using var zip = new ZipArchive(new MemoryStream(content));
        Assert.Equal(("converted_docs.zip", "a.md"), (name, Assert.Single(zip.Entries).FullName));
        Assert.StartsWith(
            """{"num_converted":1,"num_succeeded":1,"num_partially_succeeded":0,"num_failed":0,"processing_time":""",
            (await _client.GetAsync($"/v1/result/{task}")).Body);
    }

    [Fact]
    public async Task PutTarget_ThatRefuses_FailsTheTask()
    {
        _putStatus = 403;
        var task = await SubmitPutAsync();
        await _client.FinishJobsAsync();
        await _client.TellEndsAsync();
        await Eventually.Async(async () => await _client.StatusAsync(task) == "failure", Limit, "the task has failed");

        Assert.Single(_put);
        Assert.Equal((404, DoclingClient.NoResult), await _client.GetAsync($"/v1/result/{task}"));
    }

    [Fact]
    public async Task PutTarget_OfADocumentThatFails_IsPutNothing()
    {
        var task = await SubmitPutAsync();
        await _client.FailJobsAsync("invalid_document", "The document cannot be read.");

        Assert.Equal("failure", await _client.StatusAsync(task));
        Assert.Empty(_put);
    }

    [Theory]
    [InlineData("""{"kind":"put"}""", "missing")]
    [InlineData("""{"kind":"put","url":"ftp://example.com/x"}""", "url_parsing")]
    public async Task PutTarget_WithoutAnAddress_IsRefused(string target, string type)
    {
        var (status, body) = await _client.PostAsync(
            "/v1/convert/source", DoclingClient.Request($"\"target\":{target}", DoclingClient.Source()));

        Assert.Equal(422, status);
        Assert.Contains($$"""{"detail":[{"type":"{{type}}","loc":["body","target","put","url"]""", body);
    }

    [Fact]
    public async Task Retry_OfATasksJob_HasNoWebhook()
    {
        await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(("callbacks", Address("/cb"))));
        await _client.FinishJobsAsync();
        var job = (await _gateway.GetAsync("/v1/jobs")).GetProperty("jobs")[0].GetProperty("id").GetString();

        using var response = await _gateway.Http.PostAsync($"/v1/jobs/{job}/retry", null);

        var again = new JobId("local", (await GatewayHarness.AcceptedAsync(response, 202)).GetProperty("id").GetString()!);
        Assert.Null(await _gateway.Runtime.FindStateAsync(WebhookKeys.Record(again)));
    }

    private Task<string> SubmitPutAsync() => _client.SubmitAsync("/v1/convert/source/async", DoclingClient.Request(
        $$"""
        "target":{"kind":"put","url":"{{Address("/put")}}"}
        """, DoclingClient.Source()));

    private string Address(string path) => new Uri(_remote.Address, path).ToString();

    private Task ToldAsync(int messages) =>
        Eventually.Async(() => _told.Count >= messages, Limit, $"{messages} messages have come");

    private JsonNode Progress(string kind) => _told.Select(one => DoclingClient.Json(one.Body)["progress"]!)
        .Single(progress => (string?)progress["kind"] == kind);
}
