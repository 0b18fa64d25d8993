using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Sources;

public sealed class SourceRequestTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Theory]
    [InlineData("""{"source":{"kind":"upload","uploadId":"x"},"pipelin":"document","x":1}""", "'pipelin', 'x'")]
    [InlineData("""{"source":{"kind":"upload","uploadId":"x","key":"y"}}""", "'key'")]
    [InlineData("""{"source":{"kind":"s3","key":"x","bucket":"other"}}""", "'bucket'")]
    public async Task Submit_UnknownFields_AreAllListed(string json, string expected)
    {
        using var response = await _gateway.PostJsonAsync(json);

        Assert.Contains(expected, await GatewayHarness.ProblemAsync(response, 400, "unknown_field"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("""{"source":{"kind":"upload","kind":"s3","key":"x"}}""")]
    [InlineData("""{"source":{"kind":"upload","uploadId":"x"},"options":{"a":[[[[[[[[1]]]]]]]]}}""")]
    [InlineData("""{/* comment */}""")]
    public async Task Submit_NoStrictJson_IsMalformed(string json)
    {
        using var response = await _gateway.PostJsonAsync(json);

        await GatewayHarness.ProblemAsync(response, 400, "malformed_json");
    }

    [Theory]
    [InlineData("{}", "source")]
    [InlineData("""{"source":"x"}""", "source")]
    [InlineData("""{"source":{}}""", "kind")]
    [InlineData("""{"source":{"kind":"ftp"}}""", "upload, s3, http, artifact")]
    [InlineData("""{"source":{"kind":"artifact","jobId":"x"}}""", "name")]
    [InlineData("""{"source":{"kind":"artifact","name":"x"}}""", "jobId")]
    [InlineData("""{"source":{"kind":"upload"}}""", "uploadId")]
    [InlineData("""{"source":{"kind":"upload","uploadId":7}}""", "uploadId")]
    [InlineData("""{"source":{"kind":"s3","key":""}}""", "key")]
    [InlineData("""{"pipeline":null,"source":{"kind":"s3","key":"x"}}""", "pipeline")]
    [InlineData("""{"source":{"kind":"s3","url":"s3://bucket"}}""", "s3://bucket/key")]
    [InlineData("""{"source":{"kind":"s3","url":"s3:///key"}}""", "s3://bucket/key")]
    [InlineData("""{"source":{"kind":"http","url":"/etc/passwd"}}""", "url")]
    [InlineData("""{"source":{"kind":"http","url":"file:///etc/passwd"}}""", "url")]
    [InlineData("""{"source":{"kind":"http","url":"gopher://example.com/"}}""", "url")]
    [InlineData("""{"source":{"kind":"http","url":"http://user:secret@example.com/"}}""", "url")]
    [InlineData("""{"source":{"kind":"http","url":"http://example.com\\@127.0.0.1/"}}""", "url")]
    [InlineData("""{"source":{"kind":"http","url":"http://example.com/\r\nX: y"}}""", "url")]
    [InlineData("""{"source":{"kind":"http","url":"http://exa mple.com/"}}""", "url")]
    [InlineData("""{"source":{"kind":"http","url":"http:///x"}}""", "url")]
    public async Task Submit_WrongSource_NamesTheField(string json, string expected)
    {
        using var response = await _gateway.PostJsonAsync(json);

        Assert.Contains(expected, await GatewayHarness.ProblemAsync(response, 400, "invalid_source"));
    }

    [Theory]
    [InlineData("""{"source":{"kind":"s3","key":"x"},"pipeline":"no.such"}""", "unknown_pipeline")]
    [InlineData("""{"source":{"kind":"s3","key":"x"},"options":{"dbi":1}}""", "unknown_option")]
    [InlineData("""{"source":{"kind":"s3","key":"x"},"options":[]}""", "invalid_option")]
    public async Task Submit_WrongRest_IsSaidBeforeAnythingIsFetched(string json, string code)
    {
        using var response = await _gateway.PostJsonAsync(json);

        await GatewayHarness.ProblemAsync(response, 400, code);
    }

    [Fact]
    public async Task Submit_TooLong_IsRefused()
    {
        var key = new string('x', 64 << 10);

        using var response = await _gateway.PostJsonAsync($$$"""{"source":{"kind":"s3","key":"{{{key}}}"}}""");

        await GatewayHarness.ProblemAsync(response, 413, "request_too_large");
    }
}
