using DaprProcessing.Client.Tests.Support;

namespace DaprProcessing.Client.Tests;

/// <summary>Documents put straight into the store, and what becomes of them where that cannot be done.</summary>
public sealed class DirectUploadTests
{
    private const string Stored = """
        {"uploadId":"u1","fileName":"a.pdf","mediaType":"application/pdf","sizeBytes":7,"expiresAt":"2026-11-30T10:00:00+00:00"}
        """;

    private static readonly DocumentSource Document = DocumentSource.Bytes("%PDF-1."u8.ToArray(), "a b.pdf");

    [Fact]
    public async Task Upload_GoesToTheAddress_WithoutTheCallersKey()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var store = (await ScriptedPlatform.StartAsync()).Then(200);
        using var service = platform.Then(201, Address(store)).Then(200, Stored).Connect(Directly);
        var heard = new Collector<UploadProgress>();

        var upload = await service.UploadAsync(Document, heard);

        Assert.Equal(("u1", "application/pdf"), (upload.UploadId, upload.MediaType));
        Assert.Equal(
            ["POST /v1/uploads/direct?filename=a%20b.pdf", "POST /v1/uploads/u1/complete"],
            platform.Requests.Select(request => request.Line));
        Assert.Equal("7", platform.Requests.First().Headers["Upload-Length"]);
        var put = Assert.Single(store.Requests);
        Assert.Equal(("PUT /bucket/u1?signed=1", "%PDF-1.", "7"), (put.Line, put.Text, put.Headers["Content-Length"]));
        Assert.DoesNotContain("X-Api-Key", put.Headers.Keys);
        Assert.Equal([new UploadProgress(7, 7)], heard.Values);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Upload_ThatTheStoreDoesNotTake_GoesThroughTheIngress(int status)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var store = (await ScriptedPlatform.StartAsync()).Then(context =>
        {
            context.Response.StatusCode = status;
            context.Abort();
            return Task.CompletedTask;
        });
        using var service = platform.Then(201, Address(store)).Then(204)
            .Then(201, headers: ("Location", "/v1/uploads/u2")).Then(200, Stored).Connect(Directly);

        await service.UploadAsync(Document);

        Assert.Equal(
            [
                "POST /v1/uploads/direct?filename=a%20b.pdf", "DELETE /v1/uploads/u1", "POST /v1/uploads?filename=a%20b.pdf",
                "PATCH /v1/uploads/u2",
            ],
            platform.Requests.Select(request => request.Line));
    }

    [Theory]
    [InlineData(404, "direct_upload_unavailable")]
    [InlineData(413, "direct_upload_too_large")]
    public async Task Upload_ForWhichThereIsNoAddress_GoesThroughTheIngress(int status, string code)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform
            .ThenProblem(status, $$"""{"code":"{{code}}","category":"policy","detail":"No.","retryable":false}""")
            .Then(201, headers: ("Location", "/v1/uploads/u2")).Then(200, Stored).Connect(Directly);

        Assert.Equal("u1", (await service.UploadAsync(Document)).UploadId);

        Assert.Equal(3, platform.Requests.Count);
    }

    [Fact]
    public async Task Upload_ThatIsNoDocument_IsRefusedAsItIs()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var store = (await ScriptedPlatform.StartAsync()).Then(200);
        using var service = platform.Then(201, Address(store))
            .ThenProblem(415, """{"code":"unsupported_media_type","category":"policy","detail":"No.","retryable":false}""")
            .Connect(Directly);

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.UploadAsync(Document));

        Assert.Equal("unsupported_media_type", refused.Code);
        Assert.Equal("DELETE /v1/uploads/u1", platform.Requests.Last().Line);
    }

    [Fact]
    public async Task Upload_WithoutTheOption_NeverAsksForAnAddress()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(201, headers: ("Location", "/v1/uploads/u2")).Then(200, Stored)
            .Connect(options => options.ResumableFromBytes = 1);

        await service.UploadAsync(Document);

        Assert.DoesNotContain(platform.Requests, request => request.Line.Contains("direct", StringComparison.Ordinal));
    }

    private static void Directly(DocumentServiceOptions options) =>
        (options.ResumableFromBytes, options.DirectUploads, options.ApiKey) = (1, true, "secret-key");

    private static string Address(ScriptedPlatform store) => $$"""
        {"uploadId":"u1","url":"{{store.Address}}bucket/u1?signed=1","putUntil":"2026-11-29T10:00:00+00:00",
         "expiresAt":"2026-11-30T10:00:00+00:00"}
        """;
}
