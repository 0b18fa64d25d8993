namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>Passages for search.</summary>
public sealed class ChunkTests : Conversation
{
    [Fact]
    public async Task Chunk_HierarchicalFile_HasPassagesUnderTheirHeadings()
    {
        var task = await Client.SubmitAsync("/v1/chunk/hierarchical/file/async", DoclingClient.Form(
            ("convert_page_range", "1"), ("convert_page_range", "9223372036854775807"),
            ("chunking_use_markdown_tables", "false"), ("chunking_include_raw_text", "true"),
            ("include_converted_doc", "false"), ("target_type", "inbody")));
        await Client.FinishJobsAsync();

        var result = await Client.ResultAsync(task);

        Assert.Equal("chunk", Text(DoclingClient.Json((await Client.GetAsync($"/v1/status/poll/{task}")).Body)["task_type"]));
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
        var task = await Client.SubmitAsync(
            "/v1/chunk/hybrid/source/async",
            Request("""
                "include_converted_doc":true,"chunking_options":{"max_tokens":100}
                """, DoclingClient.Source()));
        await Client.FinishJobsAsync();

        var result = await Client.ResultAsync(task);

        var chunk = Assert.Single(result["chunks"]!.AsArray())!;
        Assert.Equal("Ships\nThey float.\n- one\nArk, Tons = 9", Text(chunk["text"]));
        Assert.InRange(chunk["num_tokens"]!.GetValue<int>(), 8, 20);
        Assert.Equal("a", Text(result["documents"]![0]!["content"]!["json_content"]!["name"]));
    }
}
