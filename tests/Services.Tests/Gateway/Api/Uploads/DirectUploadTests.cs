using System.Text.Json;
using System.Web;
using DaprProcessing.Services.Tests.Gateway.Tenants;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Api.Uploads;

/// <summary>
/// Documents that callers put into the store themselves. The store here is a folder: what a PUT would bring is written there; a
/// real S3 takes the address in <c>DirectUploadTests</c> of the end-to-end tests.
/// </summary>
public sealed class DirectUploadTests : IAsyncLifetime
{
    private GatewayHarness _gateway = null!;

    public async Task InitializeAsync() =>
        _gateway = await GatewayHarness.StartAsync([.. TenantGateway.WithBucket, "Gateway:MaxUploadBytes=100000"]);

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Address_IsOfTheBucket_AndForThatLengthAndTime()
    {
        using var response = await OpenAsync(4711, "?filename=a%20b.pdf");
        var view = await GatewayHarness.AcceptedAsync(response, 201);

        var (id, url) = (Text(view, "uploadId"), new Uri(Text(view, "url")));
        Assert.Equal($"https://store.example:9000/documents/local/uploads/{id}", url.GetLeftPart(UriPartial.Path));
        var query = HttpUtility.ParseQueryString(url.Query);
        Assert.Equal("content-length;host", query["X-Amz-SignedHeaders"]);
        Assert.InRange(int.Parse(query["X-Amz-Expires"]!), 3500, 3600);
        Assert.DoesNotContain("secret", url.Query);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal($"/v1/uploads/{id}", response.Headers.Location!.ToString());
        Assert.True(view.GetProperty("putUntil").GetDateTimeOffset() < view.GetProperty("expiresAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Upload_PutIntoTheStore_IsADocumentForJobsOnceItIsComplete()
    {
        var id = await OpenedAsync(GatewayHarness.Pdf.Length, "?filename=direct.pdf");
        await GatewayHarness.ProblemAsync(await CompleteAsync(id), 409, "upload_not_complete");
        await GatewayHarness.ProblemAsync(await SubmitAsync(id), 409, "upload_not_complete");
        Put(id, GatewayHarness.Pdf);

        // The second time as after an answer that was lost.
        for (var time = 1; time <= 2; time++)
        {
            var view = await GatewayHarness.AcceptedAsync(await CompleteAsync(id), 200);
            Assert.Equal(
                ("direct.pdf", "application/pdf", GatewayHarness.Pdf.Length, true),
                (Text(view, "fileName"), Text(view, "mediaType"), view.GetProperty("sizeBytes").GetInt32(),
                    view.GetProperty("complete").GetBoolean()));
        }

        var job = await GatewayHarness.AcceptedAsync(await SubmitAsync(id), 202);
        Assert.Equal("direct.pdf", Text(job, "fileName"));
    }

    [Theory]
    [InlineData("office/report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("office/notes.md", "text/markdown")]
    public async Task Upload_OfAKindThatItsEndOrNameTells_IsTold(string sample, string mediaType)
    {
        var content = await File.ReadAllBytesAsync(SamplePaths.Sample(sample));
        var id = await OpenedAsync(content.Length, $"?filename={Path.GetFileName(sample)}");
        Put(id, content);

        Assert.Equal(mediaType, Text(await GatewayHarness.AcceptedAsync(await CompleteAsync(id), 200), "mediaType"));
    }

    [Theory]
    [InlineData(1, 400, "inconsistent_upload_length")]
    [InlineData(-1, 400, "inconsistent_upload_length")]
    [InlineData(0, 415, "unsupported_media_type")]
    public async Task Upload_OfAnotherLengthOrOfNoKnownKind_IsRefusedAndGone(int more, int status, string code)
    {
        var id = await OpenedAsync(2000 + more);
        Put(id, [.. Enumerable.Repeat((byte)0x80, 2000)]);

        await GatewayHarness.ProblemAsync(await CompleteAsync(id), status, code);

        await GatewayHarness.ProblemAsync(await CompleteAsync(id), 404, "upload_not_found");
        Assert.False(File.Exists(PathOf(id)));
        // Its address still takes a document: the sweeper must find that.
        Assert.Contains(_gateway.Runtime.Objects("_uploads/"), key => key.EndsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upload_ThatIsRemoved_TakesNothingMore()
    {
        var id = await OpenedAsync(GatewayHarness.Pdf.Length);
        Put(id, GatewayHarness.Pdf);

        using var removed = await _gateway.Http.DeleteAsync($"/v1/uploads/{id}");

        Assert.Equal(204, (int)removed.StatusCode);
        Assert.False(File.Exists(PathOf(id)));
        await GatewayHarness.ProblemAsync(await CompleteAsync(id), 404, "upload_not_found");
    }

    [Fact]
    public async Task Upload_ThatGoesToItsAddress_TakesNoParts_AndOneInPartsIsNotCompletedSo()
    {
        var id = await OpenedAsync(100);
        using var append = new HttpRequestMessage(HttpMethod.Patch, $"/v1/uploads/{id}") { Content = new ByteArrayContent([1]) };
        append.Headers.Add("Upload-Complete", "?1");
        append.Headers.Add("Upload-Offset", "0");
        append.Content.Headers.Add("Content-Type", "application/partial-upload");
        await GatewayHarness.ProblemAsync(await _gateway.Http.SendAsync(append), 409, "upload_is_direct");

        using var parts = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads") { Content = new ByteArrayContent([]) };
        parts.Headers.Add("Upload-Complete", "?0");
        using var opened = await _gateway.Http.SendAsync(parts);
        var other = opened.Headers.Location!.ToString().Split('/')[^1];
        await GatewayHarness.ProblemAsync(await CompleteAsync(other), 409, "upload_not_direct");
    }

    [Theory]
    [InlineData(null, 400, "invalid_upload_field")]
    [InlineData("many", 400, "invalid_upload_field")]
    [InlineData("0", 400, "empty_file")]
    [InlineData("100001", 413, "upload_too_large")]
    public async Task Address_ForNoGoodLength_IsRefused(string? length, int status, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads/direct");
        if (length is not null)
        {
            request.Headers.Add("Upload-Length", length);
        }

        await GatewayHarness.ProblemAsync(await _gateway.Http.SendAsync(request), status, code);
    }

    [Fact]
    public async Task Address_OfAStoreThatCallersDoNotReach_IsNotGiven()
    {
        await using var gateway = await GatewayHarness.StartAsync();

        using var response = await gateway.Http.PostAsync("/v1/uploads/direct", null);

        await GatewayHarness.ProblemAsync(response, 404, "direct_upload_unavailable");
    }

    private static string Text(JsonElement view, string name) => view.GetProperty(name).GetString()!;

    private string PathOf(string id) => Path.Combine(_gateway.Runtime.ObjectFolder, $"local/uploads/{id}");

    private void Put(string id, byte[] content) => _gateway.Put($"local/uploads/{id}", content);

    private async Task<HttpResponseMessage> OpenAsync(int length, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/uploads/direct{query}");
        request.Headers.Add("Upload-Length", $"{length}");
        return await _gateway.Http.SendAsync(request);
    }

    private async Task<string> OpenedAsync(int length, string query = "")
    {
        using var response = await OpenAsync(length, query);
        return Text(await GatewayHarness.AcceptedAsync(response, 201), "uploadId");
    }

    private Task<HttpResponseMessage> CompleteAsync(string id) => _gateway.Http.PostAsync($"/v1/uploads/{id}/complete", null);

    private Task<HttpResponseMessage> SubmitAsync(string id) =>
        _gateway.PostJsonAsync($$$"""{"source":{"kind":"upload","uploadId":"{{{id}}}"}}""");
}
