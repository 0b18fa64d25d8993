using System.IO.Compression;
using System.Net;
using System.Text;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Api.Jobs;

public sealed class ArtifactTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly byte[] Page = [.. Enumerable.Range(0, 200).Select(number => (byte)number)];
    private static readonly byte[] Markdown = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("# A heading\n", 500)));

    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Head_EveryReadingCall_AnswersAsGetDoesWithoutABody()
    {
        var job = await FinishAsync();

        string[] paths = ["", "/result", "/artifacts", "/artifacts/document.md", "/artifacts/pages/0001.png"];
        foreach (var path in paths)
        {
            using var head = await _gateway.SendAsync(HttpMethod.Head, job + path);
            using var get = await _gateway.SendAsync(HttpMethod.Get, job + path);

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (head.StatusCode, get.StatusCode));
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            if (path.StartsWith("/artifacts/", StringComparison.Ordinal))
            {
                Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
            }
        }
    }

    [Fact]
    public async Task Head_NoSuchJob_IsNotFound()
    {
        using var response = await _gateway.SendAsync(HttpMethod.Head, "/v1/jobs/abcdefghijkmnpqrstuvwxyz23");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("pages/0001.png")]
    [InlineData("pages%2F0001.png")]
    [InlineData("pages%2f0001.png")]
    public async Task Artifact_SlashInItsName_IsFoundPlainAndEncoded(string name)
    {
        var job = await FinishAsync();

        Assert.Equal(Page, await _gateway.Http.GetByteArrayAsync($"{job}/artifacts/{name}"));
    }

    [Theory]
    [InlineData("..%2Fraw%2Fsource")]
    [InlineData("pages%252F0002.png")]
    [InlineData("pages%2F..%2Fraw%2Fsource")]
    public async Task Artifact_EncodedWayOut_IsNotFound(string name)
    {
        var job = await FinishAsync();

        using var response = await _gateway.SendAsync(HttpMethod.Get, $"{job}/artifacts/{name}");

        await GatewayHarness.ProblemAsync(response, 404, "artifact_not_found");
    }

    [Theory]
    [InlineData("/result")]
    [InlineData("/artifacts/pages/0001.png")]
    public async Task IfNoneMatch_SameCopy_IsNotModified(string path)
    {
        var job = await FinishAsync();
        using var first = await _gateway.SendAsync(HttpMethod.Get, job + path);
        var etag = first.Headers.ETag!.ToString();

        using var same = await _gateway.SendAsync(HttpMethod.Get, job + path, $"If-None-Match: \"x\", W/{etag}");
        using var other = await _gateway.SendAsync(HttpMethod.Get, job + path, "If-None-Match: \"x\"");

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same.StatusCode, other.StatusCode));
        Assert.Equal(etag, same.Headers.ETag?.ToString());
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("If-Match: \"x\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Match: W/{etag}", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Match: \"x\", {etag}", HttpStatusCode.OK)]
    [InlineData("If-Match: *", HttpStatusCode.OK)]
    [InlineData("If-Unmodified-Since: Thu, 01 Jan 2015 00:00:00 GMT", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Unmodified-Since: Fri, 01 Jan 2100 00:00:00 GMT", HttpStatusCode.OK)]
    [InlineData("If-Unmodified-Since: yesterday", HttpStatusCode.OK)]
    public async Task Condition_OnTheCopyThatIsThere_HoldsOrFails(string condition, HttpStatusCode expected)
    {
        var path = $"{await FinishAsync()}/artifacts/pages/0001.png";
        using var first = await _gateway.SendAsync(HttpMethod.Get, path);
        var header = condition.Replace("{etag}", first.Headers.ETag!.ToString(), StringComparison.Ordinal);

        using var response = await _gateway.SendAsync(HttpMethod.Get, path, header);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.PreconditionFailed)
        {
            await GatewayHarness.ProblemAsync(response, 412, "precondition_failed");
        }
    }

    [Fact]
    public async Task ETag_TwoJobsAndTwoArtifacts_AreNeverTheSame()
    {
        var etags = new HashSet<string>();
        foreach (var job in (string[])[await FinishAsync(), await FinishAsync()])
        {
            foreach (var name in (string[])["document.md", "pages/0001.png"])
            {
                using var response = await _gateway.SendAsync(HttpMethod.Get, $"{job}/artifacts/{name}");
                etags.Add(response.Headers.ETag!.ToString());
            }
        }

        Assert.Equal(4, etags.Count);
    }

    [Theory]
    [InlineData("bytes=10-19", 206, 10, 10)]
    [InlineData("bytes=-5", 206, 195, 5)]
    [InlineData("bytes=5000-", 416, 0, 0)]
    [InlineData("bytes=5-2", 200, 0, 200)]
    [InlineData("bytes=a-b", 200, 0, 200)]
    [InlineData("pages=1-2", 200, 0, 200)]
    [InlineData("bytes=0-1,5-6", 200, 0, 200)]
    public async Task Range_RightOrWrong_IsThatPartOrTheWhole(string range, int status, int from, int count)
    {
        var job = await FinishAsync();

        using var response = await _gateway.SendAsync(HttpMethod.Get, $"{job}/artifacts/pages/0001.png", $"Range: {range}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(Page[from..(from + count)], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task IfRange_OtherCopy_IsTheWhole()
    {
        var path = await FinishAsync() + "/artifacts/pages/0001.png";
        using var first = await _gateway.SendAsync(HttpMethod.Get, path);

        foreach (var (condition, status) in new[] { (first.Headers.ETag!.ToString(), 206), ("\"old\"", 200), ("no date", 200) })
        {
            using var response = await _gateway.SendAsync(HttpMethod.Get, path, "Range: bytes=0-9", $"If-Range: {condition}");
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Head_WithARange_IsOfTheWhole()
    {
        var path = await FinishAsync() + "/artifacts/document.md";

        using var response = await _gateway.SendAsync(HttpMethod.Head, path, "Range: bytes=0-9");

        Assert.Equal((200, (long?)Markdown.Length), ((int)response.StatusCode, response.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task OtherMethod_IsToldOfHeadAsWell()
    {
        var path = await FinishAsync() + "/artifacts/document.md";

        using var response = await _gateway.SendAsync(HttpMethod.Put, path);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("document.md", "inline; filename=document.md")]
    [InlineData("pages/0001.png", "inline; filename=0001.png")]
    [InlineData("page.html", "attachment; filename=page.html")]
    public async Task Artifact_Fetched_HasANameAndRunsNothing(string name, string disposition)
    {
        var job = await FinishAsync();

        using var response = await _gateway.SendAsync(HttpMethod.Get, $"{job}/artifacts/{name}");

        Assert.StartsWith(disposition, response.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.StartsWith("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task Compressed_TextIsAskedForAsGzip_IsSmallerAndItsETagWeak()
    {
        var path = await FinishAsync() + "/artifacts/document.md";

        using var response = await _gateway.SendAsync(HttpMethod.Get, path, "Accept-Encoding: gzip");

        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.True(response.Headers.ETag!.IsWeak);
        var compressed = await response.Content.ReadAsByteArrayAsync();
        Assert.True(compressed.Length < Markdown.Length / 5, $"{compressed.Length} bytes");
        await using var plain = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var read = new MemoryStream();
        await plain.CopyToAsync(read);
        Assert.Equal(Markdown, read.ToArray());
    }

    [Theory]
    [InlineData("document.md", "Range: bytes=0-99")]
    [InlineData("pages/0001.png", "Accept: image/png")]
    public async Task Compressed_RangesAndImages_StayAsTheyAre(string name, string header)
    {
        var job = await FinishAsync();

        using var response = await _gateway.SendAsync(HttpMethod.Get, $"{job}/artifacts/{name}", "Accept-Encoding: gzip", header);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.False(response.Headers.ETag!.IsWeak);
    }

    [Theory]
    [InlineData("/result")]
    [InlineData("/artifacts")]
    [InlineData("/artifacts/document.md")]
    public async Task Result_OfAJobThatFailed_IsNotFound(string path)
    {
        var job = await _gateway.FinishAsync();

        using var response = await _gateway.SendAsync(HttpMethod.Get, job + path);

        await GatewayHarness.ProblemAsync(response, 404, "no_result");
    }

    private Task<string> FinishAsync() => _gateway.FinishAsync(
        ("document.md", "text/markdown", Markdown), ("pages/0001.png", "image/png", Page),
            ("page.html", "text/html", "<p>"u8.ToArray()));
}
