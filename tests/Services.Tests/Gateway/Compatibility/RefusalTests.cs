using System.Text;
using DaprProcessing.Services.Tests.Gateway.Tenants;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>What is refused, in the words recorded from docling-serve 1.38.2: its clients go on after some of them.</summary>
public sealed class RefusalTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string OutputNames =
        "'md', 'json', 'yaml', 'html', 'html_split_page', 'text', 'doctags', 'vtt', 'doclang', 'dclx', 'chunks' or 'latex'";

    private readonly DoclingClient _client = new(fixture.Gateway);

    [Theory]
    [InlineData("/v1/convert/file")]
    [InlineData("/v1/convert/file/async")]
    public async Task File_PresignedTarget_IsRefusedByTheTextThatClientsGoOnAfter(string path)
    {
        var (status, body) = await _client.PostAsync(path, DoclingClient.Form(
            ("to_formats", "md"), ("to_formats", "json"), ("page_range", "1"), ("page_range", "9223372036854775807"),
            ("target_type", "presigned_url")));

        Assert.Equal(422, status);
        Assert.Equal(
            """{"detail":"Presigned URL target requires artifact storage to be configured and enabled on the server."}""", body);
    }

    [Theory]
    [InlineData("/v1/convert/source")]
    [InlineData("/v1/convert/source/async")]
    public async Task Source_PresignedTarget_IsRefusedByThatTextToo(string path)
    {
        var (status, body) = await _client.PostAsync(
            path, DoclingClient.Request("\"target\":{\"kind\":\"presigned_url\"}", DoclingClient.Source()));

        Assert.Equal(422, status);
        Assert.Equal(
            """{"detail":"Presigned URL target requires artifact storage to be configured and enabled on the server."}""", body);
    }

    [Theory]
    [InlineData("""{}""", """{"type":"missing","loc":["body","sources"],"msg":"Field required"}""")]
    [InlineData(
        """{"sources":[]}""",
        """{"type":"too_short","loc":["body","sources"],"msg":"List should have at least 1 item after validation, not 0"}""")]
    [InlineData("{bad", """{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error"}""")]
    [InlineData("""{"sources":{}}""", """{"type":"list_type","loc":["body","sources"],"msg":"Input should be a valid list"}""")]
    [InlineData(
        """{"sources":[{"kind":"ftp","url":"x"}]}""",
        """{"type":"union_tag_invalid","loc":["body","sources",0],"msg":"Input tag 'ftp' found using 'kind' does not match any """
        + """of the expected tags: 'file', 'http'"}""")]
    [InlineData(
        """{"sources":[{"filename":"a.md","base64_string":"eA=="}]}""",
        """{"type":"union_tag_not_found","loc":["body","sources",0],"msg":"Unable to extract tag using discriminator 'kind'"}""")]
    [InlineData(
        """{"sources":[{"kind":"http","url":"http://example.com/x.zip"}]}""",
        """{"type":"value_error","loc":["body","sources",0,"http","url"],"msg":"Value error, ZIP URLs are not accepted on the """
        + """convert endpoint"}""")]
    public async Task Source_MalformedBody_SaysWhereAsTheOriginal(string json, string fault)
    {
        var (status, body) = await _client.PostJsonAsync("/v1/convert/source", json);

        Assert.Equal((422, $$"""{"detail":[{{fault}}]}"""), (status, body));
    }

    [Theory]
    [InlineData("""{"to_formats":["nope"]}""", "enum", """["body","options","to_formats",0]""", $"Input should be {OutputNames}")]
    [InlineData("""{"to_formats":"md"}""", "list_type", """["body","options","to_formats"]""", "Input should be a valid list")]
    [InlineData("""{"do_ocr":"maybe"}""", "bool_parsing", """["body","options","do_ocr"]""",
        "Input should be a valid boolean, unable to interpret input")]
    [InlineData("""{"page_range":[5,2]}""", "value_error", """["body","options","page_range"]""",
        "Value error, Invalid page range: start must be ≥ 1 and end must be ≥ start.")]
    public async Task Source_WrongOption_SaysWhereAsTheOriginal(string options, string type, string location, string message)
    {
        var (status, body) = await _client.PostAsync(
            "/v1/convert/source", DoclingClient.Request($"\"options\":{options}", DoclingClient.Source()));

        Assert.Equal(
            (422, $$"""{"detail":[{"type":"{{type}}","loc":{{location}},"msg":"{{message}}"}]}"""), (status, body));
    }

    [Theory]
    [InlineData("""{"document_timeout":-1}""", "document_timeout must be greater than 0.")]
    [InlineData(
        """{"document_timeout":1000000000.0}""", "document_timeout exceeds the configured maximum of 604800.0 seconds.")]
    [InlineData("""{"images_scale":3}""", "images_scale exceeds the configured maximum of 2.0.")]
    [InlineData("""{"ocr_engine":"nope"}""", "ocr_preset 'nope' is not allowed. Allowed values: ['auto', 'easyocr', "
        + "'kserve_v2_ocr', 'nemotron-ocr', 'ocrmac', 'rapidocr', 'tesseract', 'tesserocr'].")]
    [InlineData("""{"vlm_pipeline_custom_config":{"x":1}}""", "Custom VLM configuration is disabled by server policy.")]
    public async Task Source_OptionAgainstAPolicy_IsRefusedInOneText(string options, string detail)
    {
        var (status, body) = await _client.PostAsync(
            "/v1/convert/source", DoclingClient.Request($"\"options\":{options}", DoclingClient.Source()));

        Assert.Equal((422, $$"""{"detail":"{{detail}}"}"""), (status, body));
    }

    [Theory]
    [InlineData("abc", "unparseable Accept-Docling-Document-Version 'abc'")]
    [InlineData("1.10", "unparseable Accept-Docling-Document-Version '1.10'")]
    [InlineData("1.0.0", "unsupported Accept-Docling-Document-Version '1.0.0'; oldest supported is 1.5.0")]
    public async Task Source_VersionThatCannotBe_IsRefused(string version, string detail)
    {
        var (status, body) = await _client.PostJsonAsync(
            "/v1/convert/source/async", $$"""{"sources":[{{DoclingClient.Source()}}]}""",
            $"Accept-Docling-Document-Version: {version}");

        Assert.Equal((422, $$"""{"detail":"{{detail}}"}"""), (status, body));
    }

    [Fact]
    public async Task FourSources_AreTooMany_InBothForms()
    {
        var source = DoclingClient.Source();
        var (name, content) = ("a.pdf", GatewayHarness.Pdf);

        var json = await _client.PostJsonAsync(
            "/v1/convert/source", $$"""{"sources":[{{source}},{{source}},{{source}},{{source}}]}""");
        var form = await _client.PostAsync(
            "/v1/convert/file", DoclingClient.Form([], (name, content), (name, content), (name, content), (name, content)));

        Assert.Equal((422, """{"detail":"Too many sources: 4 exceeds the maximum of 3."}"""), json);
        Assert.Equal((422, """{"detail":"Too many files: 4 exceeds the maximum of 3."}"""), form);
        
    }

    [Theory]
    [InlineData("to_formats", "md,json", """["body","to_formats",0]""")]
    [InlineData("to_formats", """["md","json"]""", """["body","to_formats",0]""")]
    public async Task File_ListInOneField_IsRefused(string name, string value, string location)
    {
        var (status, body) = await _client.PostAsync("/v1/convert/file", DoclingClient.Form((name, value)));

        Assert.Equal(
            (422, $$"""{"detail":[{"type":"enum","loc":{{location}},"msg":"Input should be {{OutputNames}}"}]}"""),
            (status, body));
    }

    [Theory]
    [InlineData("target_type", "nope",
        """{"type":"enum","loc":["body","target_type"],"msg":"Input should be 'inbody', 'presigned_url' or 'zip'"}""")]
    [InlineData("ocr_custom_config", "[1]",
        """{"type":"dict_type","loc":["body","ocr_custom_config"],"msg":"Input should be a valid dictionary"}""")]
    [InlineData("page_range", "[1,1]",
        """{"type":"int_parsing","loc":["body","page_range",0],"msg":"Input should be a valid integer, unable to parse string """
        + """as an integer"},{"type":"missing","loc":["body","page_range",1],"msg":"Field required"}""")]
    public async Task File_WrongField_SaysWhereAsTheOriginal(string name, string value, string fault)
    {
        var (status, body) = await _client.PostAsync("/v1/convert/file", DoclingClient.Form((name, value)));

        Assert.Equal((422, $$"""{"detail":[{{fault}}]}"""), (status, body));
    }

    [Fact]
    public async Task File_WithoutFiles_IsRefused()
    {
        var (status, body) = await _client.PostAsync("/v1/convert/file", DoclingClient.Form([("to_formats", "md")], []));

        Assert.Equal((422, """{"detail":[{"type":"missing","loc":["body","files"],"msg":"Field required"}]}"""), (status, body));
    }

    [Fact]
    public async Task File_FormCutOff_IsRefused()
    {
        var form = Encoding.ASCII.GetBytes(
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n%PDF-");
        using var content = new ByteArrayContent(form);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        Assert.Equal(400, (await _client.PostAsync("/v1/convert/file", content)).Status);
    }

    [Theory]
    [InlineData("/v1/status/poll/00000000-0000-0000-0000-000000000000")]
    [InlineData("/v1/status/poll/xyz")]
    [InlineData("/v1/result/00000000-0000-0000-0000-000000000000")]
    public async Task Task_Unknown_IsNotFoundInTheWordsThatClientsKnow(string path) =>
        Assert.Equal((404, DoclingClient.NotFound), await _client.GetAsync(path));

    [Fact]
    public async Task Poll_WaitThatIsNoNumber_IsRefused() =>
        Assert.Equal(
            (422, """{"detail":[{"type":"float_parsing","loc":["query","wait"],"msg":"Input should be a valid number, """
                + """unable to parse string as a number"}]}"""),
            await _client.GetAsync("/v1/status/poll/00000000-0000-0000-0000-000000000000?wait=abc"));

    [Fact]
    public async Task Chunk_PresignedTarget_IsRefusedInItsOwnWords()
    {
        var (status, body) = await _client.PostAsync("/v1/chunk/hierarchical/source", DoclingClient.Request("""
            "target":{"kind":"presigned_url"}
            """, DoclingClient.Source()));

        Assert.Equal((422, """{"detail":"presigned_url target is not supported for chunk endpoints."}"""), (status, body));
    }

    [Fact]
    public async Task Clear_AskedByAPageOfAnotherSite_IsRefused()
    {
        using var response = await fixture.Gateway.SendAsync(
            HttpMethod.Get, "/v1/clear/results?older_then=0", "Sec-Fetch-Site: cross-site");

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task Capabilities_OfAGatewayWithKeys_SayWhatHolds()
    {
        await using var gateway = await TenantGateway.StartAsync("Gateway:MaxUploadBytes=12345");

        var capabilities = await gateway.Gateway.GetAsync("/v1/capabilities");

        Assert.True(capabilities.GetProperty("features").GetProperty("api_key_required").GetBoolean());
        Assert.Equal(12345, capabilities.GetProperty("limits").GetProperty("max_file_size").GetInt64());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Health_IsOk(string path) => Assert.Equal((200, """{"status":"ok"}"""), await _client.GetAsync(path));
}
