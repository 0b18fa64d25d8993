using System.Net.Http.Headers;
using System.Text.Json;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Api.Uploads;

/// <summary>The protocol of draft-ietf-httpbis-resumable-upload-12, request by request.</summary>
public sealed class ResumableUploadTests : IAsyncLifetime
{
    private GatewayHarness _gateway = null!;

    public async Task InitializeAsync() => _gateway = await GatewayHarness.StartAsync("Gateway:MaxUploadBytes=100000");

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Upload_InThreeRequests_IsADocumentForJobs()
    {
        var pdf = GatewayHarness.Pdf;
        var (first, second) = (pdf[..100], pdf[100..300]);
        using var created = await SendAsync(
            HttpMethod.Post, "/v1/uploads?filename=three.pdf", first, ("Upload-Complete", "?0"),
            ("Upload-Length", $"{pdf.Length}"));
        Assert.Equal((201, "100", "?0"), (Status(created), Field(created, "Upload-Offset"), Field(created, "Upload-Complete")));
        Assert.Equal("max-size=100000, max-age=86400", Field(created, "Upload-Limit"));
        var path = created.Headers.Location!.ToString();

        using var more = await AppendAsync(path, second, offset: 100, isLast: false);
        Assert.Equal((204, "300"), (Status(more), Field(more, "Upload-Offset")));
        using var head = await SendAsync(HttpMethod.Head, path, null);
        Assert.Equal(
            (200, "300", "?0", $"{pdf.Length}", "no-store"),
            (Status(head), Field(head, "Upload-Offset"), Field(head, "Upload-Complete"), Field(head, "Upload-Length"),
                head.Headers.CacheControl!.ToString()));
        using var last = await AppendAsync(path, pdf[300..], offset: 300, isLast: true);
        var view = await GatewayHarness.AcceptedAsync(last, 200);

        Assert.Equal("?1", Field(last, "Upload-Complete"));
        Assert.Equal(
            ("three.pdf", "application/pdf", pdf.Length, true),
            (view.GetProperty("fileName").GetString(), view.GetProperty("mediaType").GetString(),
                view.GetProperty("sizeBytes").GetInt32(), view.GetProperty("complete").GetBoolean()));
        var job = await SubmitAsync(view.GetProperty("uploadId").GetString()!, 202);
        var source = Path.Combine(_gateway.Runtime.ObjectFolder, $"local/{job.GetProperty("id").GetString()}/raw/source");
        Assert.Equal(pdf, await File.ReadAllBytesAsync(source));
        Assert.Equal("three.pdf", job.GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task Upload_InOneRequest_IsCompleteAtOnce()
    {
        using var created = await SendAsync(
            HttpMethod.Post, "/v1/uploads", GatewayHarness.Pdf, ("Upload-Complete", "?1"), ("Upload-Draft-Interop-Version", "9"));

        var view = await GatewayHarness.AcceptedAsync(created, 201);
        Assert.Equal(("?1", "9"), (Field(created, "Upload-Complete"), Field(created, "Upload-Draft-Interop-Version")));
        await SubmitAsync(view.GetProperty("uploadId").GetString()!, 202);
    }

    [Theory]
    [InlineData("office/report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("office/notes.md", "text/markdown")]
    [InlineData("office/page.html", "text/html")]
    public async Task Upload_OfAKindThatItsEndOrNameTells_IsToldOnceItIsComplete(string sample, string mediaType)
    {
        var content = await File.ReadAllBytesAsync(SamplePaths.Sample(sample));
        var cut = Math.Min(2500, content.Length - 1);
        using var created = await SendAsync(
            HttpMethod.Post, $"/v1/uploads?filename={Path.GetFileName(sample)}", content[..cut], ("Upload-Complete", "?0"));

        using var last = await AppendAsync(created.Headers.Location!.ToString(), content[cut..], cut, isLast: true);

        var view = await GatewayHarness.AcceptedAsync(last, 200);
        Assert.Equal(mediaType, view.GetProperty("mediaType").GetString());
    }

    [Fact]
    public async Task Append_AtAnotherOffset_IsToldTheRightOne()
    {
        var path = await CreateAsync(GatewayHarness.Pdf[..50]);

        using var response = await AppendAsync(path, [1, 2, 3], offset: 40, isLast: false);

        await GatewayHarness.ProblemAsync(response, 409, "mismatching_upload_offset");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(
            (50, 40), (problem.GetProperty("expected-offset").GetInt32(), problem.GetProperty("provided-offset").GetInt32()));
        Assert.EndsWith("#mismatching-upload-offset", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Append_ToWhatIsComplete_IsRefused()
    {
        using var created = await SendAsync(HttpMethod.Post, "/v1/uploads", GatewayHarness.Pdf, ("Upload-Complete", "?1"));

        using var response = await AppendAsync(
            created.Headers.Location!.ToString(), [1], GatewayHarness.Pdf.Length, isLast: true);

        await GatewayHarness.ProblemAsync(response, 400, "completed_upload");
    }

    [Theory]
    [InlineData(20, 15)]
    [InlineData(60, 5)]
    public async Task Append_OtherThanTheLengthThatWasSaid_IsRefused(int more, int length)
    {
        using var created = await SendAsync(
            HttpMethod.Post, "/v1/uploads", GatewayHarness.Pdf[..10], ("Upload-Complete", "?0"),
            ("Upload-Length", $"{10 + length}"));

        using var response = await AppendAsync(created.Headers.Location!.ToString(), new byte[more], offset: 10, isLast: true);

        await GatewayHarness.ProblemAsync(response, 400, "inconsistent_upload_length");
    }

    [Fact]
    public async Task Complete_ShorterThanWasSaid_IsRefused()
    {
        using var created = await SendAsync(
            HttpMethod.Post, "/v1/uploads", GatewayHarness.Pdf[..10], ("Upload-Complete", "?0"), ("Upload-Length", "50"));

        using var response = await AppendAsync(created.Headers.Location!.ToString(), new byte[5], offset: 10, isLast: true);

        await GatewayHarness.ProblemAsync(response, 400, "inconsistent_upload_length");
    }

    [Fact]
    public async Task Append_LongerThanUploadsMayBe_IsRefusedAndNothingStays()
    {
        using var tooLong = await SendAsync(
            HttpMethod.Post, "/v1/uploads", [], ("Upload-Complete", "?0"), ("Upload-Length", "100001"));
        await GatewayHarness.ProblemAsync(tooLong, 413, "upload_too_large");
        var path = await CreateAsync([.. GatewayHarness.Pdf, .. new byte[60_000 - GatewayHarness.Pdf.Length]]);

        using var response = await AppendAsync(path, new byte[60_000], offset: 60_000, isLast: false);

        await GatewayHarness.ProblemAsync(response, 413, "upload_too_large");
        using var gone = await SendAsync(HttpMethod.Head, path, null);
        Assert.Equal(404, Status(gone));
        Assert.Empty(Stored());
    }

    [Theory]
    [InlineData("", 400, "empty_file")]
    [InlineData("\u0001\u0002\u0003", 415, "unsupported_media_type")]
    [InlineData("PK\u0003\u0004 and no archive", 415, "unsupported_media_type")]
    public async Task Complete_WhatIsNoDocument_IsRefusedAndNothingStays(string content, int status, string code)
    {
        var path = await CreateAsync([]);

        using var response = await AppendAsync(path, System.Text.Encoding.Latin1.GetBytes(content), offset: 0, isLast: true);

        await GatewayHarness.ProblemAsync(response, status, code);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Job_OfAnUploadThatIsNotComplete_IsRefused()
    {
        var path = await CreateAsync(GatewayHarness.Pdf[..50]);

        var problem = await SubmitAsync(path.Split('/')[^1], 409);

        Assert.Equal("upload_not_complete", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Delete_AnUpload_LeavesNothing()
    {
        var path = await CreateAsync(GatewayHarness.Pdf[..50]);
        Assert.NotEmpty(Stored());

        using var deleted = await SendAsync(HttpMethod.Delete, path, null);
        using var again = await SendAsync(HttpMethod.Delete, path, null);

        Assert.Equal((204, 404), (Status(deleted), Status(again)));
        Assert.Empty(Stored());
    }

    [Theory]
    [InlineData("Upload-Complete", "yes", "invalid_upload_field")]
    [InlineData("Upload-Length", "-3", "invalid_upload_field")]
    [InlineData("Upload-Length", "9999999999999999", "invalid_upload_field")]
    [InlineData("Upload-Draft-Interop-Version", "3", "unsupported_upload_version")]
    public async Task Create_FieldsThatCannotBeMeant_AreNamed(string field, string value, string code)
    {
        var fields = new Dictionary<string, string> { ["Upload-Complete"] = "?0", [field] = value };

        using var response = await SendAsync(
            HttpMethod.Post, "/v1/uploads", [], [.. fields.Select(one => (one.Key, one.Value))]);

        Assert.Contains(field, await GatewayHarness.ProblemAsync(response, 400, code));
    }

    [Fact]
    public async Task Append_WithoutItsMediaType_IsRefused()
    {
        var path = await CreateAsync([]);

        using var response = await SendAsync(
            HttpMethod.Patch, path, [1], ("Upload-Complete", "?1"), ("Upload-Offset", "0"));

        await GatewayHarness.ProblemAsync(response, 415, "unsupported_media_type");
    }

    private async Task<string> CreateAsync(byte[] body)
    {
        using var created = await SendAsync(HttpMethod.Post, "/v1/uploads", body, ("Upload-Complete", "?0"));
        Assert.Equal(201, Status(created));
        return created.Headers.Location!.ToString();
    }

    private Task<HttpResponseMessage> AppendAsync(string path, byte[] body, int offset, bool isLast) => SendAsync(
        HttpMethod.Patch, path, body, ("Upload-Complete", isLast ? "?1" : "?0"), ("Upload-Offset", $"{offset}"),
        ("Content-Type", "application/partial-upload"));

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new ByteArrayContent(body);
        foreach (var (name, value) in fields)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await _gateway.Http.SendAsync(request);
    }

    private async Task<JsonElement> SubmitAsync(string upload, int status)
    {
        using var response = await _gateway.PostJsonAsync($$$"""{"source":{"kind":"upload","uploadId":"{{{upload}}}"}}""");
        return await GatewayHarness.AcceptedAsync(response, status);
    }

    private IEnumerable<string> Stored() =>
        [.. _gateway.Runtime.Objects("local/uploads/"), .. _gateway.Runtime.Objects("_uploads/")];

    private static int Status(HttpResponseMessage response) => (int)response.StatusCode;

    private static string Field(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
