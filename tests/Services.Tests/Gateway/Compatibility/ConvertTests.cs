using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>The official client converts: the conversations recorded from it, and what it needs of each answer.</summary>
public sealed class ConvertTests : Conversation
{
    [Fact]
    public async Task Convert_ByWebsocket_GoesFromSubmitToResult()
    {
        var (status, body) = await Client.PostAsync(
            "/v1/convert/file/async", DoclingClient.Form(ClientFields), "Accept-Docling-Document-Version: 1.10.0");
        var submitted = DoclingClient.Json(body).AsObject();
        var task = submitted["task_id"]!.GetValue<string>();

        var frames = await Client.FramesAsync(task, frame => frame switch
        {
            2 => Client.StartJobsAsync(),
            3 => Client.FinishJobsAsync(),
            _ => Task.CompletedTask,
        });
        var result = await Client.ResultAsync(task);

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
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(ClientFields));
        Assert.Equal((404, DoclingClient.NoResult), await Client.GetAsync($"/v1/result/{task}"));

        var poll = Client.GetAsync($"/v1/status/poll/{task}?wait=30.0");
        await Client.FinishJobsAsync();

        Assert.Equal("success", Text(DoclingClient.Json((await poll).Body)["task_status"]));
        var first = await Client.GetAsync($"/v1/result/{task}");
        Assert.Equal(200, first.Status);
        Assert.Equal(first, await Client.GetAsync($"/v1/result/{task}"));
    }

    [Fact]
    public async Task ConvertAll_ThreeFilesOfThreeKinds_EachIsATaskOfItsOwn()
    {
        var good = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(ClientFields));
        await Client.FinishJobsAsync();
        var junk = await Client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form(ClientFields, ("junk.bin", [0, 1, 2, 3])));
        var corrupt = await Client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form(ClientFields, ("corrupt.pdf", "%PDF-1.7\nnothing"u8.ToArray())));
        await Client.FailJobsAsync(FailureCodes.InvalidDocument, "The document cannot be opened.");

        foreach (var (task, status, category) in ((string, string, string)[])
            [(junk, "skipped", "policy"), (corrupt, "failure", "backend_failure")])
        {
            Assert.Equal("success", await Client.StatusAsync(task));
            var result = await Client.ResultAsync(task);
            Assert.Equal(status, Text(result["status"]));
            Assert.Null(result["document"]!["json_content"]);
            Assert.Null(result["confidence"]);
            var error = Assert.Single(result["errors"]!.AsArray())!;
            Assert.Equal(("user_input", "", category),
                (Text(error["component_type"]), Text(error["module_name"]), Text(error["category"])));
        }

        Assert.Equal(
            "File format not allowed: junk.bin", Text((await Client.ResultAsync(junk))["errors"]![0]!["error_message"]));
        Assert.Equal("success", Text((await Client.ResultAsync(good))["status"]));
    }

    [Fact]
    public async Task ConvertAll_EightAtATime_EachHasItsOwnResult()
    {
        var tasks = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form(ClientFields, ($"{number}.pdf", GatewayHarness.Pdf)))));
        var polls = tasks.Select(task => Client.GetAsync($"/v1/status/poll/{task}?wait=5.0")).ToList();
        await Client.FinishJobsAsync();
        await Task.WhenAll(polls);

        var results = await Task.WhenAll(tasks.Select(Client.ResultAsync));

        Assert.Equal(
            Enumerable.Range(1, 8).Select(number => $"{number}.pdf"),
            results.Select(result => Text(result["document"]!["filename"])));
    }

    [Fact]
    public async Task ConvertRemote_OfTheCommandLine_AsksForHealthAndNamesEveryFormatAndFlag()
    {
        string[] formats =
        [
            "docx", "doc", "rtf", "pptx", "ppt", "html", "mhtml", "image", "pdf", "asciidoc", "md", "csv", "xlsx", "xls", "odt",
            "ods", "odp", "xml_uspto", "xml_jats", "xml_xbrl", "xml_doclang", "dclx", "mets_gbs", "json_docling", "audio",
            "video", "vtt", "latex", "email", "epub", "boxnote", "iwork_pages", "iwork_keynote", "iwork_numbers", "ebcdic", "afp",
        ];
        (string, string)[] fields =
        [
            .. formats.Select(format => ("from_formats", format)), ("to_formats", "md"), ("to_formats", "json"),
            ("do_ocr", "true"), ("force_ocr", "false"), ("pipeline", "standard"), ("page_range", "1"),
            ("page_range", "9223372036854775807"), ("abort_on_error", "false"), ("do_table_structure", "true"),
            ("do_code_enrichment", "false"), ("do_formula_enrichment", "false"), ("do_picture_classification", "false"),
            ("do_chart_extraction", "false"), ("do_picture_description", "false"),
        ];
        Assert.Equal((200, """{"status":"ok"}"""), await Client.GetAsync("/health"));
        var (refusedWith, refusal) = await Client.PostAsync(
            "/v1/convert/file/async", DoclingClient.Form([.. fields, ("target_type", "presigned_url")]));
        Assert.Equal(422, refusedWith);
        Assert.Contains("artifact storage to be configured", refusal);

        var (status, body) = await Client.PostAsync(
            "/v1/convert/file/async", DoclingClient.Form([.. fields, ("target_type", "inbody")]));
        await Client.FinishJobsAsync();

        Assert.Equal(200, status);
        Assert.Empty(DoclingClient.Json(body)["ignored_options"]!.AsArray());
        AssertIsWhole(await Client.ResultAsync(Text(DoclingClient.Json(body)["task_id"])));
    }

    [Fact]
    public async Task Convert_EncryptedEmptyAndCorrupt_AreToldApart()
    {
        var empty = await Client.ResultAsync(await Client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form([], ("empty.pdf", []))));
        var locked = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await Client.FailJobsAsync(FailureCodes.PasswordRequired, "The document is protected by a password.");
        var result = await Client.ResultAsync(locked);

        Assert.Equal("The file is empty.", Text(empty["errors"]![0]!["error_message"]));
        Assert.Equal("The document is protected by a password.", Text(result["errors"]![0]!["error_message"]));
        Assert.All([empty, result], one => Assert.Equal("backend_failure", Text(one["errors"]![0]!["category"])));
    }

    [Fact]
    public async Task Convert_PageThatFailed_IsAPartialSuccessThatNamesIt()
    {
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(ClientFields));
        await Client.FinishJobsAsync(new PageFailure("png-to-text", new Failure(FailureCodes.EngineTimeout, "Too slow.")));

        var result = await Client.ResultAsync(task);

        Assert.Equal("partial_success", Text(result["status"]));
        Assert.Equal(
            """{"component_type":"model","module_name":"png-to-text","error_message":"Too slow.","category":"timeout","""
            + "\"page_no\":2}", Assert.Single(result["errors"]!.AsArray())!.ToJsonString());
    }
}
