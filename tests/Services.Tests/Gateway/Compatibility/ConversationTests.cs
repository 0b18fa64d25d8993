using System.IO.Compression;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>
/// The conversations recorded from docling-serve's official client and from the Haystack component, step by step, and what those
/// clients need of each answer.
/// </summary>
public sealed class ConversationTests : IAsyncLifetime
{
    private static readonly (string, string)[] ClientFields =
    [
        ("to_formats", "md"), ("to_formats", "json"), ("page_range", "1"), ("page_range", "9223372036854775807"),
        ("target_type", "inbody"),
    ];

    private GatewayHarness _gateway = null!;
    private DoclingClient _client = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayHarness.StartAsync("Gateway:MaxUploadBytes=100000", "Gateway:MaxWait=00:00:30");
        _client = new DoclingClient(_gateway);
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Convert_ByWebsocket_GoesFromSubmitToResult()
    {
        var (status, body) = await _client.PostAsync(
            "/v1/convert/file/async", DoclingClient.Form(ClientFields), "Accept-Docling-Document-Version: 1.10.0");
        var submitted = DoclingClient.Json(body).AsObject();
        var task = submitted["task_id"]!.GetValue<string>();

        var frames = await _client.FramesAsync(task, frame => frame switch
        {
            2 => _client.StartJobsAsync(),
            3 => _client.FinishJobsAsync(),
            _ => Task.CompletedTask,
        });
        var result = await _client.ResultAsync(task);

        Assert.Equal(200, status);
        Assert.Equal(("convert", "pending"), (Text(submitted["task_type"]), Text(submitted["task_status"])));
        Assert.Superset(
            new HashSet<string> { "task_position", "task_meta", "error_message", "failure" },
            submitted.Select(property => property.Key).ToHashSet());
        Assert.Equal(
            ["connection pending", "update pending", "update started", "update success"],
            frames.Select(frame => $"{frame["message"]} {frame["task"]!["task_status"]}"));
        AssertIsWhole(result);
        Assert.Equal("# Ships", Text(result["document"]!["md_content"]).Split('\n')[0]);
        Assert.Null(result["document"]!["html_content"]);
    }

    // What docling-client cannot do without.
    private static void AssertIsWhole(JsonNode result)
    {
        Assert.Equal("a.pdf", Text(result["document"]!["filename"]));
        Assert.Equal("success", Text(result["status"]));
        Assert.Equal(1.5, result["processing_time"]!.GetValue<double>());
        Assert.Equal("[]", result["errors"]!.ToJsonString());
        Assert.Equal("{}", result["timings"]!.ToJsonString());
        Assert.Equal("good", Text(result["confidence"]!["mean_grade"]));
        Assert.Equal("unspecified", Text(result["confidence"]!["pages"]!["2"]!["mean_grade"]));
        Assert.Superset(
            new HashSet<string>
            {
                "filename", "md_content", "json_content", "html_content", "text_content", "doctags_content", "doclang_content",
            },
            result["document"]!.AsObject().Select(property => property.Key).ToHashSet());
        var json = result["document"]!["json_content"]!;
        Assert.Equal(("DoclingDocument", "1.10.0", "a"), (Text(json["schema_name"]), Text(json["version"]), Text(json["name"])));
        Assert.Equal(14823938625982774464, json["origin"]!["binary_hash"]!.GetValue<ulong>());
        Assert.Equal("#/body", Text(json["body"]!["self_ref"]));
        Assert.All(json["texts"]!.AsArray(), text => Assert.Superset(
            new HashSet<string> { "self_ref", "parent", "orig", "text", "label" },
            text!.AsObject().Select(property => property.Key).ToHashSet()));
        Assert.Equal("Ark", Text(json["tables"]![0]!["data"]!["table_cells"]![2]!["text"]));
    }

    [Fact]
    public async Task Convert_ByPolling_WaitsForTheEnd_AndTheResultStays()
    {
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(ClientFields));
        Assert.Equal((404, DoclingClient.NoResult), await _client.GetAsync($"/v1/result/{task}"));

        var poll = _client.GetAsync($"/v1/status/poll/{task}?wait=30.0");
        await _client.FinishJobsAsync();

        Assert.Equal("success", Text(DoclingClient.Json((await poll).Body)["task_status"]));
        var first = await _client.GetAsync($"/v1/result/{task}");
        Assert.Equal(200, first.Status);
        Assert.Equal(first, await _client.GetAsync($"/v1/result/{task}"));
    }

    [Fact]
    public async Task ConvertAll_ThreeFilesOfThreeKinds_EachIsATaskOfItsOwn()
    {
        var good = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(ClientFields));
        await _client.FinishJobsAsync();
        var junk = await _client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form(ClientFields, ("junk.bin", [0, 1, 2, 3])));
        var corrupt = await _client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form(ClientFields, ("corrupt.pdf", "%PDF-1.7\nnothing"u8.ToArray())));
        await _client.FailJobsAsync(FailureCodes.InvalidDocument, "The document cannot be opened.");

        foreach (var (task, status, category) in ((string, string, string)[])
            [(junk, "skipped", "policy"), (corrupt, "failure", "backend_failure")])
        {
            Assert.Equal("success", await _client.StatusAsync(task));
            var result = await _client.ResultAsync(task);
            Assert.Equal(status, Text(result["status"]));
            Assert.Null(result["document"]!["json_content"]);
            Assert.Null(result["confidence"]);
            var error = Assert.Single(result["errors"]!.AsArray())!;
            Assert.Equal(("user_input", "", category),
                (Text(error["component_type"]), Text(error["module_name"]), Text(error["category"])));
        }

        Assert.Equal(
            "File format not allowed: junk.bin", Text((await _client.ResultAsync(junk))["errors"]![0]!["error_message"]));
        Assert.Equal("success", Text((await _client.ResultAsync(good))["status"]));
    }

    [Fact]
    public async Task Convert_EncryptedEmptyAndCorrupt_AreToldApart()
    {
        var empty = await _client.ResultAsync(await _client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form([], ("empty.pdf", []))));
        var locked = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await _client.FailJobsAsync(FailureCodes.PasswordRequired, "The document is protected by a password.");
        var result = await _client.ResultAsync(locked);

        Assert.Equal("The file is empty.", Text(empty["errors"]![0]!["error_message"]));
        Assert.Equal("The document is protected by a password.", Text(result["errors"]![0]!["error_message"]));
        Assert.All([empty, result], one => Assert.Equal("backend_failure", Text(one["errors"]![0]!["category"])));
    }

    [Fact]
    public async Task Convert_PageThatFailed_IsAPartialSuccessThatNamesIt()
    {
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(ClientFields));
        await _client.FinishJobsAsync(new PageFailure("png-to-text", new Failure(FailureCodes.EngineTimeout, "Too slow.")));

        var result = await _client.ResultAsync(task);

        Assert.Equal("partial_success", Text(result["status"]));
        Assert.Equal(
            """{"component_type":"model","module_name":"png-to-text","error_message":"Too slow.","category":"timeout","""
            + "\"page_no\":2}", Assert.Single(result["errors"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task Submit_ZipTarget_IsAnsweredWithAnArchive()
    {
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("to_formats", "md"), ("to_formats", "html"), ("target_type", "zip")));
        await _client.FinishJobsAsync();

        using var response = await _gateway.Http.GetAsync($"/v1/result/{task}");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());

        Assert.Equal("application/zip", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "attachment; filename=\"converted_docs.zip\"", response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal(["a.html", "a.md"], zip.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task Source_TwoDocumentsOneBad_AreAZipOfTheGoodOne()
    {
        var bad = DoclingClient.Source([0, 1, 2], "junk.bin");
        var task = await _client.SubmitAsync("/v1/convert/source/async", Request(
            """
            "options":{"to_formats":["json","text"]}
            """, bad, DoclingClient.Source(name: "b.pdf")));
        await _client.FinishJobsAsync();

        using var response = await _gateway.Http.GetAsync($"/v1/result/{task}");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());

        Assert.Equal(["b.json", "b.txt"], zip.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task Source_LimitReachedInBetween_IsATaskOfTheEarlierDocuments()
    {
        await using var gateway = await GatewayHarness.StartAsync("Limits:OpenJobs=1");
        var client = new DoclingClient(gateway);
        StringContent Sources() => DoclingClient.Request(
            "\"convert_options\":{}", DoclingClient.Source(), DoclingClient.Source(name: "b.pdf"));

        var task = await client.SubmitAsync("/v1/chunk/hierarchical/source/async", Sources());
        using (var refused = await gateway.Http.PostAsync("/v1/chunk/hierarchical/source/async", Sources()))
        {
            Assert.Equal((429, "5"), ((int)refused.StatusCode, refused.Headers.RetryAfter!.ToString()));
        }

        await client.FinishJobsAsync();

        var documents = (await client.ResultAsync(task))["documents"]!.AsArray();
        Assert.Equal(["success", "failure"], documents.Select(document => Text(document!["status"])));
        Assert.Equal("capacity", Text(documents[1]!["errors"]![0]!["category"]));
    }

    [Fact]
    public async Task Source_NothingGoodForAZip_IsAFailedTask()
    {
        var bad = DoclingClient.Source([0, 1, 2], "junk.bin");
        var task = await _client.SubmitAsync(
            "/v1/convert/source/async", Request("""
            "target":{"kind":"zip"}
            """, bad));

        Assert.Equal("failure", await _client.StatusAsync(task));
        Assert.Equal((404, DoclingClient.NoResult), await _client.GetAsync($"/v1/result/{task}"));
    }

    [Fact]
    public async Task Source_AbortOnErrorAndABadDocument_IsAFailedTaskThatSaysWhy()
    {
        var bad = DoclingClient.Source([0, 1, 2], "junk.bin");
        var task = await _client.SubmitAsync(
            "/v1/convert/source/async", Request("""
            "options":{"abort_on_error":true}
            """, bad));

        var state = DoclingClient.Json((await _client.GetAsync($"/v1/status/poll/{task}")).Body);

        Assert.Equal("failure", Text(state["task_status"]));
        Assert.Contains("abort_on_error", Text(state["error_message"]));
    }

    [Fact]
    public async Task Task_WhoseJobWasCancelled_HasFailed()
    {
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await _client.FailJobsAsync("", "", JobStatus.Cancelled);

        Assert.Equal("failure", await _client.StatusAsync(task));
        Assert.Equal((404, DoclingClient.NoResult), await _client.GetAsync($"/v1/result/{task}"));
    }

    [Fact]
    public async Task Chunk_HierarchicalFile_HasPassagesUnderTheirHeadings()
    {
        var task = await _client.SubmitAsync("/v1/chunk/hierarchical/file/async", DoclingClient.Form(
            ("convert_page_range", "1"), ("convert_page_range", "9223372036854775807"),
            ("chunking_use_markdown_tables", "false"), ("chunking_include_raw_text", "true"),
            ("include_converted_doc", "false"), ("target_type", "inbody")));
        await _client.FinishJobsAsync();

        var result = await _client.ResultAsync(task);

        Assert.Equal("chunk", Text(DoclingClient.Json((await _client.GetAsync($"/v1/status/poll/{task}")).Body)["task_type"]));
        var chunks = result["chunks"]!.AsArray();
        Assert.Equal(["They float.", "- one", "Ark, Tons = 9"], chunks.Select(chunk => Text(chunk!["raw_text"])));
        Assert.Equal("Ships\nThey float.", Text(chunks[0]!["text"]));
        Assert.Equal("""["Ships"]""", chunks[0]!["headings"]!.ToJsonString());
        Assert.Equal("""["#/texts/2"]""", chunks[1]!["doc_items"]!.ToJsonString());
        Assert.Equal("[2]", chunks[1]!["page_numbers"]!.ToJsonString());
        Assert.Null(chunks[0]!["num_tokens"]);
        Assert.Equal(14823938625982774464, chunks[0]!["metadata"]!["origin"]!["binary_hash"]!.GetValue<ulong>());
        var document = Assert.Single(result["documents"]!.AsArray())!;
        Assert.Equal(("ExportResult", "success"), (Text(document["kind"]), Text(document["status"])));
        Assert.Null(document["content"]!["json_content"]);
    }

    [Fact]
    public async Task Chunk_HybridSource_PutsPassagesTogetherAndCountsTokens()
    {
        var task = await _client.SubmitAsync(
            "/v1/chunk/hybrid/source/async",
            Request("""
                "include_converted_doc":true,"chunking_options":{"max_tokens":100}
                """, DoclingClient.Source()));
        await _client.FinishJobsAsync();

        var result = await _client.ResultAsync(task);

        var chunk = Assert.Single(result["chunks"]!.AsArray())!;
        Assert.Equal("Ships\nThey float.\n- one\nArk, Tons = 9", Text(chunk["text"]));
        Assert.InRange(chunk["num_tokens"]!.GetValue<int>(), 8, 20);
        Assert.Equal("a", Text(result["documents"]![0]!["content"]!["json_content"]!["name"]));
    }

    [Fact]
    public async Task Haystack_SyncFile_HasTheMarkdown()
    {
        var answer = _client.PostAsync("/v1/convert/file", DoclingClient.Form(("to_formats", "md"), ("target_type", "inbody")));
        await Eventually.Async(
            async () => (await _gateway.GetAsync("/v1/jobs")).GetProperty("jobs").GetArrayLength() == 1,
            TimeSpan.FromSeconds(20), "the job is there");
        await _client.FinishJobsAsync();
        var (status, body) = await answer;

        Assert.Equal(200, status);
        Assert.StartsWith("# Ships", Text(DoclingClient.Json(body)["document"]!["md_content"]));
    }

    [Fact]
    public async Task Haystack_LoopbackUrl_FailsInTheResult()
    {
        var (status, body) = await _client.PostJsonAsync(
            "/v1/convert/source",
            """{"options":{"to_formats":["md"]},"sources":[{"kind":"http","url":"http://127.0.0.1:15009/x.md"}]}""");

        Assert.Equal(200, status);
        var result = DoclingClient.Json(body);
        Assert.Equal(("x.md", "failure"), (Text(result["document"]!["filename"]), Text(result["status"])));
        Assert.Equal(
            ("URL is not allowed: http://127.0.0.1:15009/x.md", "source_unavailable"),
            (Text(result["errors"]![0]!["error_message"]), Text(result["errors"]![0]!["category"])));
    }

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"do_ocr":false,"table_mode":"accurate","ocr_preset":"auto","pdf_backend":"docling_parse"}""", "")]
    [InlineData("""{"table_mode":"fast","do_code_enrichment":true,"nobody_knows":1}""", "table_mode,do_code_enrichment")]
    [InlineData("""{"to_formats":["md","doclang"],"ocr_preset":"easyocr"}""", "ocr_preset:easyocr,to_formats:doclang")]
    [InlineData("""{"page_range":[2,5]}""", "")]
    [InlineData("""{"page_range":[1,9223372036854775807]}""", "")]
    [InlineData("""{"pipeline":"vlm","ocr_lang":["en","klingon"],"document_timeout":5}""",
        "pipeline,document_timeout,ocr_lang:klingon")]
    public async Task Options_ThatDoNothingHere_AreAcceptedAndReported(string options, string ignored)
    {
        var (_, body) = await _client.PostAsync(
            "/v1/convert/source/async", Request($"\"options\":{options}", DoclingClient.Source()));

        Assert.Equal(ignored, string.Join(',', DoclingClient.Json(body)["ignored_options"]!.AsArray()));
    }

    [Fact]
    public async Task Options_ThatWeHave_ReachTheStages()
    {
        await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("force_ocr", "true"), ("ocr_lang", "en"), ("ocr_lang", "de"), ("include_page_images", "true"),
            ("images_scale", "1"), ("image_export_mode", "embedded")));

        JobRecord? job = null;
        await _client.UpdateJobsAsync(known => job = known);

        Assert.Equal("document", job!.Pipeline);
        Assert.Equal("""{"ocr":"always","languages":["eng","deu"]}""", job.Options.Stages["png-to-text"].GetRawText());
        Assert.Equal(72, job.Options.Stages["pdf-to-png"].GetProperty("dpi").GetDouble());
    }

    [Theory]
    [InlineData("embedded", "data:image/png;base64,UE5H")]
    [InlineData("referenced", "/v1/jobs/{job}/artifacts/pages/0001.png")]
    [InlineData("placeholder", null)]
    public async Task PageImages_AreInsideOrReferredTo(string mode, string? uri)
    {
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("to_formats", "json"), ("include_page_images", "true"), ("image_export_mode", mode)));
        var job = "";
        await _client.UpdateJobsAsync(known => known with { Status = SetJob(known) });
        await _client.FinishJobsAsync();

        var pages = (await _client.ResultAsync(task))["document"]!["json_content"]!["pages"]!;

        Assert.Equal(uri?.Replace("{job}", job), pages["1"]!["image"]?["uri"]?.GetValue<string>());
        Assert.Null(pages["2"]!["image"]);

        JobStatus SetJob(JobRecord known)
        {
            job = known.Id.Id;
            return known.Status;
        }
    }

    [Fact]
    public async Task PageImages_ReferencedInAZip_LieBesideTheDocument()
    {
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("to_formats", "json"), ("include_page_images", "true"), ("image_export_mode", "referenced"),
            ("target_type", "zip")));
        await _client.FinishJobsAsync();

        using var zip = new ZipArchive(await _gateway.Http.GetStreamAsync($"/v1/result/{task}"));
        var image = Assert.Single(
            zip.Entries, entry => entry.FullName.StartsWith("artifacts/image_000000_", StringComparison.Ordinal));
        using var json = new StreamReader(zip.GetEntry("a.json")!.Open());

        Assert.Contains(image.FullName, await json.ReadToEndAsync());
    }

    [Fact]
    public async Task AllForms_OfOneDocument_AreWritten()
    {
        var task = await _client.SubmitAsync("/v1/convert/source/async", Request("""
            "options":{"to_formats":["md","html","text","doctags"],"md_page_break_placeholder":"<!-- pb -->"}
            """, DoclingClient.Source()));
        await _client.FinishJobsAsync();

        var document = (await _client.ResultAsync(task))["document"]!;

        Assert.Contains("They float.\n\n<!-- pb -->\n\n- one", Text(document["md_content"]));
        Assert.Contains("<h1>Ships</h1>", Text(document["html_content"]));
        Assert.StartsWith("Ships\n\nThey float.", Text(document["text_content"]));
        Assert.Contains("<ched>Ship<ched>Tons<nl><fcel>Ark<fcel>9<nl>", Text(document["doctags_content"]));
        Assert.Null(document["json_content"]);
    }

    [Theory]
    [InlineData("1.5.0", "1.5.0")]
    [InlineData("1.9.3", "1.9.3")]
    [InlineData("1.10.0", "1.10.0")]
    [InlineData("1.11.0", "1.10.0")]
    [InlineData("99.0.0", "1.10.0")]
    public async Task Version_OlderThanOurs_IsWhatTheDocumentSays(string asked, string told)
    {
        var task = await _client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form(("to_formats", "json")), $"Accept-Docling-Document-Version: {asked}");
        await _client.FinishJobsAsync();

        Assert.Equal(told, Text((await _client.ResultAsync(task))["document"]!["json_content"]!["version"]));
    }

    [Fact]
    public async Task Sync_ThatTakesTooLong_SaysSoAndTheJobGoesOn()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:MaxWait=00:00:00.1");
        var client = new DoclingClient(gateway);

        var (status, body) = await client.PostAsync("/v1/convert/file", DoclingClient.Form());

        Assert.Equal(504, status);
        Assert.StartsWith(
            """{"detail":"Conversion is taking too long. The maximum wait time is configure as DOCLING_SERVE_MAX_SYNC_WAIT=""",
            body);
        Assert.Equal(1, (await gateway.GetAsync("/v1/jobs?status=queued")).GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task Websocket_UnknownTask_SaysSoAndCloses()
    {
        var frames = await _client.FramesAsync("nope");

        Assert.Equal("""{"message":"error","task":null,"error":"Task not found."}""", Assert.Single(frames).ToJsonString());
    }

    [Fact]
    public async Task Websocket_OfAFinishedTask_TellsItOnce()
    {
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await _client.FinishJobsAsync();

        Assert.Equal(["connection success", "update success"], (await _client.FramesAsync(task))
            .Select(frame => $"{frame["message"]} {frame["task"]!["task_status"]}"));
    }

    [Fact]
    public async Task Clear_OlderThanNow_RemovesFinishedTasksAndNoOtherJob()
    {
        var other = (await _gateway.SubmitAsync()).GetProperty("id").GetString();
        var task = await _client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await _client.FinishJobsAsync();
        Assert.Equal((200, """{"status":"ok"}"""), await _client.GetAsync("/v1/clear/results"));
        Assert.Equal("success", await _client.StatusAsync(task));

        await _client.GetAsync("/v1/clear/results?older_then=0");

        Assert.Equal((404, DoclingClient.NotFound), await _client.GetAsync($"/v1/status/poll/{task}"));
        var left = Assert.Single((await _gateway.GetAsync("/v1/jobs")).GetProperty("jobs").EnumerateArray());
        Assert.Equal(other, left.GetProperty("id").GetString());
    }

    private static StringContent Request(string rest, params string[] sources) => DoclingClient.Request(rest, sources);

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
