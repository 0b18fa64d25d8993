using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

/// <summary>Bodies as clients send them: compressed, marked, cut, and wrong.</summary>
public sealed class RequestBodyTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Theory]
    [InlineData("/v1/jobs", 202)]
    [InlineData("/v1/uploads", 201)]
    public async Task Gzip_Document_IsTakenAsIfItWerePlain(string path, int status)
    {
        using var response = await PostEncodedAsync(path, Gzip(GatewayHarness.Pdf), "gzip");

        var taken = await GatewayHarness.AcceptedAsync(response, status);
        Assert.Equal(GatewayHarness.Pdf.Length, taken.GetProperty("sizeBytes").GetInt32());
    }

    [Fact]
    public async Task Gzip_GrowsPastTheLimit_IsTooLarge()
    {
        using var response = await PostEncodedAsync("/v1/jobs", Gzip([.. "%PDF-1.7"u8, .. new byte[200_000]]), "gzip");

        await GatewayHarness.ProblemAsync(response, 413, "upload_too_large");
    }

    [Theory]
    [InlineData("/v1/jobs")]
    [InlineData("/v1/uploads")]
    public async Task Gzip_BrokenOff_IsMalformed(string path)
    {
        using var response = await PostEncodedAsync(path, [1, 2, 3, 4, 5, 6, 7, 8], "gzip");

        await GatewayHarness.ProblemAsync(response, 400, "malformed_body");
    }

    [Theory]
    [InlineData("/v1/jobs")]
    [InlineData("/v1/uploads")]
    public async Task Gzip_CutBeforeItsEnd_IsMalformed(string path)
    {
        using var response = await PostEncodedAsync(path, Gzip(GatewayHarness.Pdf)[..^20], "gzip");

        await GatewayHarness.ProblemAsync(response, 400, "malformed_body");
    }

    [Theory]
    [InlineData("/v1/jobs", "application/pdf")]
    [InlineData("/v1/jobs", "application/json")]
    [InlineData("/v1/jobs", "multipart/form-data; boundary=b")]
    [InlineData("/v1/uploads", "application/pdf")]
    [InlineData("/v1/convert/source", "application/json")]
    public async Task AnyEncoding_BytesThatAreNoneOfIt_IsTheCallersFault(string path, string contentType)
    {
        foreach (var encoding in (string[])["gzip", "br", "deflate"])
        {
            using var response = await PostEncodedAsync(path, GatewayHarness.Pdf, encoding, contentType);

            Assert.True((int)response.StatusCode == 400, $"{encoding}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Brotli_Document_IsTakenAsIfItWerePlain()
    {
        using var compressed = new MemoryStream();
        await using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(GatewayHarness.Pdf);
        }

        using var response = await PostEncodedAsync("/v1/jobs", compressed.ToArray(), "br");

        var taken = await GatewayHarness.AcceptedAsync(response, 202);
        Assert.Equal(GatewayHarness.Pdf.Length, taken.GetProperty("sizeBytes").GetInt32());
    }

    [Fact]
    public async Task Identity_Document_IsTaken()
    {
        using var response = await PostEncodedAsync("/v1/jobs", GatewayHarness.Pdf, "identity");

        await GatewayHarness.AcceptedAsync(response, 202);
    }

    [Theory]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    public async Task Gzip_ByAnotherName_IsTakenAsGzip(string name)
    {
        using var response = await PostEncodedAsync("/v1/jobs", Gzip(GatewayHarness.Pdf), name);

        var taken = await GatewayHarness.AcceptedAsync(response, 202);
        Assert.Equal(GatewayHarness.Pdf.Length, taken.GetProperty("sizeBytes").GetInt32());
    }

    [Theory]
    [InlineData("compress")]
    [InlineData("gzip, gzip")]
    public async Task Encoding_Unknown_IsRefusedByName(string encoding)
    {
        using var response = await PostEncodedAsync("/v1/jobs", GatewayHarness.Pdf, encoding);

        Assert.Contains("gzip", await GatewayHarness.ProblemAsync(response, 415, "unsupported_encoding"));
    }

    [Fact]
    public async Task ByteOrderMark_BeforeJson_IsNoPartOfIt()
    {
        using var response = await _gateway.PostJsonAsync("\uFEFF{\"source\":{\"kind\":\"s3\",\"key\":\"x\"}}");

        await GatewayHarness.ProblemAsync(response, 403, "source_not_allowed");
    }

    [Theory]
    [InlineData("\\ud800", "options")]
    [InlineData("\\udc00x", "pipeline")]
    public async Task LoneSurrogate_InAJsonRequest_IsMalformed(string half, string field)
    {
        var value = field == "options" ? $$"""{"{{half}}":1}""" : $"\"{half}\"";

        using var response = await _gateway.PostJsonAsync($$$"""{"source":{"kind":"s3","key":"x"},"{{{field}}}":{{{value}}}}""");

        await GatewayHarness.ProblemAsync(response, 400, "malformed_json");
    }

    [Theory]
    [InlineData("""{"password":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"png-to-text":{"\udfff":1}}""")]
    [InlineData("""{"png-to-text":{"languages":["\ud83d"]}}""")]
    public async Task LoneSurrogate_InOptions_IsMalformed(string options)
    {
        using var response = await _gateway.PostRawAsync(GatewayHarness.Pdf, $"?options={Uri.EscapeDataString(options)}");

        await GatewayHarness.ProblemAsync(response, 400, "malformed_options");
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF")]
    [InlineData("80000000")]
    [InlineData("zz")]
    public async Task ChunkSize_OversizedOrNone_IsABadRequest(string size)
    {
        foreach (var path in (string[])["/v1/jobs", "/v1/uploads"])
        {
            var answer = await SendRawAsync(
                $"POST {path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + $"5\r\n%PDF-\r\n{size}\r\n0\r\n\r\n");

            Assert.StartsWith("HTTP/1.1 400 ", answer);
        }
    }

    private async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _gateway.Http.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }

    private async Task<HttpResponseMessage> PostEncodedAsync(
        string path, byte[] body, string encoding, string? contentType = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return await _gateway.Http.PostAsync(path, content);
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }
}
