using DaprProcessing.Client.Tests.Support;

namespace DaprProcessing.Client.Tests;

/// <summary>What is asked before a large document goes, and what is left of it.</summary>
public sealed class UploadCleanUpTests
{
    private const string NotComplete =
        """{"code":"upload_not_complete","category":"policy","detail":"The upload is not complete yet.","retryable":false}""";

    private const string Stored = """
        {"uploadId":"u1","fileName":"a.pdf","mediaType":"application/pdf","sizeBytes":7,"expiresAt":"2026-11-30T10:00:00+00:00"}
        """;

    private const string Opened = "POST /v1/uploads?filename=a.pdf";
    private const string Removed = "DELETE /v1/uploads/u1";

    private static readonly DocumentSource Document = DocumentSource.Bytes("%PDF-1."u8.ToArray(), "a.pdf");
    private static readonly SubmitOptions Small = new() { Options = new() { ["dpi"] = 72 } };

    [Fact]
    public async Task Submit_Large_AsksFirstAndLeavesNoUpload()
    {
        await using var platform = await OpenedAsync();
        using var service = platform.ThenProblem(409, NotComplete).Then(200, Stored).Then(202, Wire.Job("queued")).Then(204, "")
            .Connect(Large);

        Assert.Equal("j1", (await service.SubmitAsync(Document, Small)).Id);

        Assert.Equal([Opened, "POST /v1/jobs", "PATCH /v1/uploads/u1", "POST /v1/jobs", Removed], Lines(platform));
        Assert.Equal(
            """{"source":{"kind":"upload","uploadId":"u1"},"options":{"dpi":72}}""", platform.Requests.ElementAt(1).Text);
    }

    [Fact]
    public async Task Submit_LargeWithAnOptionThatIsRefused_SendsNothingOfIt()
    {
        await using var platform = await OpenedAsync();
        using var service = platform
            .ThenProblem(400, """{"code":"unknown_option","category":"policy","detail":"No.","retryable":false}""").Then(204, "")
            .Connect(Large);

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.SubmitAsync(Document, Small));

        Assert.Equal("unknown_option", refused.Code);
        Assert.Equal([Opened, "POST /v1/jobs", Removed], Lines(platform));
    }

    [Fact]
    public async Task Submit_LargeOfWhichNoJobIsMade_LeavesNoUpload()
    {
        await using var platform = await OpenedAsync();
        using var service = platform.Then(200, Stored)
            .ThenProblem(415, """{"code":"unsupported_media_type","category":"policy","detail":"No.","retryable":false}""")
            .Then(204, "").Connect(Large);

        await Assert.ThrowsAsync<DocumentProcessingException>(() => service.SubmitAsync(Document));

        Assert.Equal([Opened, "PATCH /v1/uploads/u1", "POST /v1/jobs", Removed], Lines(platform));
    }

    [Fact]
    public async Task Upload_ThatFails_IsRemoved()
    {
        await using var platform = await OpenedAsync();
        using var service = platform
            .ThenProblem(415, """{"code":"unsupported_media_type","category":"policy","detail":"No.","retryable":false}""")
            .Then(204, "").Connect(Large);

        await Assert.ThrowsAsync<DocumentProcessingException>(() => service.UploadAsync(Document));

        Assert.Equal([Opened, "PATCH /v1/uploads/u1", Removed], Lines(platform));
    }

    [Fact]
    public async Task Upload_ThatIsCancelled_IsRemoved()
    {
        using var enough = new CancellationTokenSource();
        await using var platform = await OpenedAsync();
        using var service = platform
            .Then(async context =>
            {
                await enough.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            })
            .Then(204, "").Connect(Large);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => service.UploadAsync(Document, cancellationToken: enough.Token));

        Assert.Equal(Removed, Lines(platform)[^1]);
    }

    [Fact]
    public async Task Submit_LargeDirectlyWithAnOptionThatIsRefused_PutsNothing()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        await using var store = (await ScriptedPlatform.StartAsync()).Then(200);
        using var service = platform.Then(201, $$"""{"uploadId":"u1","url":"{{store.Address}}bucket/u1"}""")
            .ThenProblem(400, """{"code":"unknown_option","category":"policy","detail":"No.","retryable":false}""").Then(204, "")
            .Connect(options =>
            {
                Large(options);
                options.DirectUploads = true;
            });

        await Assert.ThrowsAsync<DocumentProcessingException>(() => service.SubmitAsync(Document, Small));

        Assert.Empty(store.Requests);
        Assert.Equal(Removed, Lines(platform)[^1]);
    }

    private static async Task<ScriptedPlatform> OpenedAsync() =>
        (await ScriptedPlatform.StartAsync()).Then(201, headers: ("Location", "/v1/uploads/u1"));

    private static void Large(DocumentServiceOptions options) => options.ResumableFromBytes = 1;

    private static List<string> Lines(ScriptedPlatform platform) => [.. platform.Requests.Select(request => request.Line)];
}
