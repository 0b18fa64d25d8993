using System.Text.Json;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Api.Uploads;

public sealed class UploadTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Submit_Upload_MakesAJobWithACopyOfItsOwn()
    {
        var upload = await UploadAsync(_gateway, "?filename=scans%2Freport.pdf");
        var id = upload.GetProperty("uploadId").GetString()!;
        Assert.Equal(("report.pdf", "application/pdf", GatewayHarness.Pdf.Length), (
            upload.GetProperty("fileName").GetString(), upload.GetProperty("mediaType").GetString(),
            upload.GetProperty("sizeBytes").GetInt32()));
        var kept = upload.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.UtcNow;
        Assert.InRange(kept, TimeSpan.FromHours(23), TimeSpan.FromHours(25));

        // As often as wanted until it expires.
        foreach (var fileName in (string[])["", ""","fileName":"../other.pdf" """])
        {
            using var response = await _gateway.PostJsonAsync(
                $$$"""
                {"pipeline":"pdf.pages","source":{"kind":"upload","uploadId":"{{{id}}}"{{{fileName}}}},"options":{"dpi":72}}
                """);
            var job = await GatewayHarness.AcceptedAsync(response, 202);

            Assert.Equal("pdf.pages", job.GetProperty("pipeline").GetString());
            Assert.Equal(fileName.Length == 0 ? "report.pdf" : "other.pdf", job.GetProperty("fileName").GetString());
            var source = Path.Combine(_gateway.Runtime.ObjectFolder, $"local/{job.GetProperty("id").GetString()}/raw/source");
            Assert.Equal(GatewayHarness.Pdf, await File.ReadAllBytesAsync(source));
        }
    }

    [Theory]
    [InlineData("abcdefghijkmnpqrstuvwxyz23")]
    [InlineData("../../jobs")]
    [InlineData("x||y")]
    [InlineData("\\u0000")]
    public async Task Submit_NoSuchUpload_IsNotFound(string id)
    {
        using var response = await _gateway.PostJsonAsync($$$"""{"source":{"kind":"upload","uploadId":"{{{id}}}"}}""");

        await GatewayHarness.ProblemAsync(response, 404, "upload_not_found");
    }

    [Fact]
    public async Task Submit_UploadExpired_IsNotFound()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:UploadRetention=00:00:01");
        var id = (await UploadAsync(gateway)).GetProperty("uploadId").GetString();

        await Eventually.Async(
            async () =>
            {
                using var response = await gateway.PostJsonAsync($$$"""{"source":{"kind":"upload","uploadId":"{{{id}}}"}}""");
                return (int)response.StatusCode == 404;
            },
            TimeSpan.FromMinutes(1), "the upload expires");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", 415, "unsupported_media_type")]
    [InlineData("application/octet-stream", 415, "unsupported_media_type")]
    public async Task Upload_NoDocument_IsRefused(string contentType, int status, string code)
    {
        byte[] body = contentType[0] == 'm'
            ? [.. "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8, .. GatewayHarness.Pdf, .. "\r\n--b--\r\n"u8]
            : "no document\0"u8.ToArray();

        using var response = await _gateway.PostAsAsync(contentType, body, "/v1/uploads");

        await GatewayHarness.ProblemAsync(response, status, code);
    }

    [Fact]
    public async Task Upload_TooLarge_IsRefused()
    {
        using var response = await _gateway.PostRawAsync(new byte[100_001], path: "/v1/uploads");

        await GatewayHarness.ProblemAsync(response, 413, "upload_too_large");
    }

    private static async Task<JsonElement> UploadAsync(GatewayHarness gateway, string query = "")
    {
        using var response = await gateway.PostRawAsync(GatewayHarness.Pdf, query, "/v1/uploads");
        return await GatewayHarness.AcceptedAsync(response, 201);
    }
}
