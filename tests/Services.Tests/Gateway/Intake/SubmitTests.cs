using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

public sealed class SubmitTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Submit_RawBody_IsDurableWhenItIsAccepted()
    {
        const string Query = "?pipeline=pdf.docling&filename=..%2F..%2Freport.pdf";

        using var response = await _gateway.PostRawAsync(GatewayHarness.Pdf, Query);
        var job = await GatewayHarness.AcceptedAsync(response, 202);

        var id = job.GetProperty("id").GetString()!;
        Assert.Equal($"/v1/jobs/{id}", response.Headers.Location?.ToString());
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("queued", Text(job, "status"));
        Assert.Equal(("pdf.docling", "report.pdf"), (Text(job, "pipeline"), Text(job, "fileName")));
        var stored = Path.Combine(_gateway.Runtime.ObjectFolder, $"local/{id}/raw/source");
        Assert.Equal(GatewayHarness.Pdf, await File.ReadAllBytesAsync(stored));
        Assert.Contains($"_open/local/{id}", _gateway.Runtime.Objects());
        Assert.NotNull(await _gateway.Runtime.FindStateAsync(JobKeys.Record(new JobId("local", id))));
    }

    [Fact]
    public async Task Submit_Password_IsInNoRecordAndNoAnswer()
    {
        var job = await _gateway.SubmitAsync("""?options={"password":"pa55word"}""");

        var id = new JobId("local", Text(job, "id"));
        Assert.Equal("pa55word", (await _gateway.Runtime.FindStateAsync(JobKeys.Secret(id)))?.GetString());
        var record = await _gateway.Runtime.FindStateAsync(JobKeys.Record(id));
        Assert.DoesNotContain("pa55word", record!.Value.GetRawText());
        Assert.DoesNotContain("pa55word", (await _gateway.GetAsync($"/v1/jobs/{id.Id}")).ToString());
    }

    [Theory]
    [InlineData("multipart/form-data", "malformed_form")]
    [InlineData("multipart/form-data; boundary=\"\"", "malformed_form")]
    public async Task Submit_FormWithoutBoundary_IsMalformed(string contentType, string code)
    {
        using var response = await _gateway.PostAsAsync(contentType, Form(("file", "x.pdf", GatewayHarness.Pdf)));

        await GatewayHarness.ProblemAsync(response, 400, code);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task Submit_FormCutOff_IsMalformed(double share)
    {
        var form = Form(("file", "x.pdf", GatewayHarness.Pdf), ("pipeline", null, "document"u8.ToArray()));

        using var response = await _gateway.PostAsAsync("multipart/form-data; boundary=b", form[..(int)(form.Length * share)]);

        await GatewayHarness.ProblemAsync(response, 400, "malformed_form");
    }

    [Fact]
    public async Task Submit_TwoFiles_AreOneTooMany()
    {
        using var response = await PostFormAsync(("file", "a.pdf", GatewayHarness.Pdf), ("file", "b.pdf", GatewayHarness.Pdf));

        Assert.Contains("one file", await GatewayHarness.ProblemAsync(response, 400, "malformed_form"));
    }

    [Fact]
    public async Task Submit_UnknownField_ListsTheKnownOnes()
    {
        using var response = await PostFormAsync(
            ("file", "a.pdf", GatewayHarness.Pdf), ("pipelin", null, "document"u8.ToArray()));

        Assert.Contains("file, pipeline, options", await GatewayHarness.ProblemAsync(response, 400, "unknown_field"));
    }

    [Fact]
    public async Task Submit_OversizedField_IsRefused()
    {
        using var response = await PostFormAsync(
            ("options", null, new byte[(64 << 10) + 1]), ("file", "a.pdf", GatewayHarness.Pdf));

        await GatewayHarness.ProblemAsync(response, 400, "field_too_large");
    }

    [Fact]
    public async Task Submit_NoFile_SaysSo()
    {
        using var response = await PostFormAsync(("pipeline", null, "document"u8.ToArray()));

        await GatewayHarness.ProblemAsync(response, 400, "file_missing");
    }

    [Theory]
    [InlineData("?pipeline=no.such", "unknown_pipeline", "pdf.docling")]
    [InlineData("?options=%7B", "malformed_options", "JSON")]
    public async Task Submit_WrongQuery_NamesWhatWouldBeRight(string query, string code, string expected)
    {
        using var response = await _gateway.PostRawAsync(GatewayHarness.Pdf, query);

        Assert.Contains(expected, await GatewayHarness.ProblemAsync(response, 400, code));
    }

    [Fact]
    public async Task Submit_AnnouncedTooLarge_IsRefused()
    {
        using var response = await _gateway.PostRawAsync(new byte[100_001]);

        await GatewayHarness.ProblemAsync(response, 413, "upload_too_large");
    }

    [Fact]
    public async Task Submit_Refused_LeavesNoObject()
    {
        await using var gateway = await GatewayHarness.StartAsync();
        using var response = await gateway.PostRawAsync("no text\0"u8.ToArray());

        await GatewayHarness.ProblemAsync(response, 415, "unsupported_media_type");
        Assert.Empty(gateway.Runtime.Objects());
    }

    [Fact]
    public async Task Submit_SameKeyAtOnce_MakesOneJob()
    {
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => _gateway.PostRawAsync(GatewayHarness.Pdf, idempotencyKey: key)));

        var ids = new HashSet<string>();
        foreach (var answer in answers)
        {
            if ((int)answer.StatusCode == 409)
            {
                // The first is at it still; the answer says when to come back, and then there is its job.
                await GatewayHarness.ProblemAsync(answer, 409, "idempotency_in_flight");
                Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
            }
            else
            {
                ids.Add(Text(await GatewayHarness.AcceptedAsync(answer, 202), "id"));
            }

            answer.Dispose();
        }

        ids.Add(Text(await _gateway.SubmitAsync(idempotencyKey: key), "id"));
        var id = Assert.Single(ids);
        Assert.Single(_gateway.Runtime.Objects("_jobs/"), marker => marker.EndsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_KeyOfARequestThatDied_IsTakenOverAndMakesItsJob()
    {
        var key = Guid.NewGuid().ToString();
        await using var gateway = await GatewayHarness.StartAsync();
        var first = Text(await gateway.SubmitAsync(idempotencyKey: key), "id");
        var stateKey = $"idempotency/local/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
        var claim = (await gateway.Runtime.FindStateAsync(stateKey))!.Value;
        await gateway.Runtime.DeleteStateAsync($"jobs/local/{first}");

        // While its claim is alive the key is in flight; then the next request makes the job that it would have made.
        await HoldAsync(TimeSpan.FromHours(1));
        using var early = await gateway.PostRawAsync(GatewayHarness.Pdf, idempotencyKey: key);
        await GatewayHarness.ProblemAsync(early, 409, "idempotency_in_flight");
        await HoldAsync(TimeSpan.FromSeconds(-1));
        Assert.Equal(first, Text(await gateway.SubmitAsync(idempotencyKey: key), "id"));

        Task HoldAsync(TimeSpan until) => gateway.Runtime.SaveStateAsync(stateKey, new
        {
            job = claim.GetProperty("job"), requestHash = claim.GetProperty("requestHash"),
            createdAt = claim.GetProperty("createdAt"), holder = "dead", heldUntil = DateTimeOffset.UtcNow + until,
        });
    }

    [Theory]
    [InlineData("?pipeline=pdf.pages")]
    [InlineData("?options=%7B%22dpi%22%3A72%7D")]
    [InlineData("?options=%7B%22languages%22%3A%5B%22deu%22%5D%7D")]
    [InlineData("?options=%7B%22password%22%3A%22x%22%7D")]
    public async Task Submit_SameKeyOtherRequest_IsRefused(string query)
    {
        var key = Guid.NewGuid().ToString();
        await _gateway.SubmitAsync(idempotencyKey: key);

        using var response = await _gateway.PostRawAsync(GatewayHarness.Pdf, query, idempotencyKey: key);

        await GatewayHarness.ProblemAsync(response, 422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Submit_SameKeySameOptionsAgain_IsTheSameJob()
    {
        var key = Guid.NewGuid().ToString();

        var first = await _gateway.SubmitAsync("""?options={"languages":["deu"]}""", idempotencyKey: key);
        var second = await _gateway.SubmitAsync("""?options={"languages":["deu"]}""", idempotencyKey: key);

        Assert.Equal(Text(first, "id"), Text(second, "id"));
    }

    [Fact]
    public async Task Submit_SameKeyOtherLanguages_IsRefused()
    {
        var key = Guid.NewGuid().ToString();
        await _gateway.SubmitAsync("""?options={"languages":["deu"]}""", idempotencyKey: key);

        using var response = await _gateway.PostRawAsync(
            GatewayHarness.Pdf, """?options={"languages":["fra"]}""", idempotencyKey: key);

        await GatewayHarness.ProblemAsync(response, 422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Submit_KeyOfADeletedJob_MakesANewOne()
    {
        var key = Guid.NewGuid().ToString();
        var first = Text(await _gateway.SubmitAsync(idempotencyKey: key), "id");
        using var deleted = await _gateway.Http.DeleteAsync($"/v1/jobs/{first}");

        var second = Text(await _gateway.SubmitAsync(idempotencyKey: key), "id");

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Submit_PreferWait_AnswersAcceptedWhenTheJobHasNotEnded()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs");
        request.Content = new ByteArrayContent(GatewayHarness.Pdf);
        request.Headers.Add("Prefer", "wait=0");

        using var response = await _gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("wait=0", Assert.Single(response.Headers.GetValues("Preference-Applied")));
    }

    [Fact]
    public async Task Submit_PreferWaitLongerThanIsWaited_SaysHowLongItWas()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:MaxWait=00:00:01");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs");
        request.Content = new ByteArrayContent(GatewayHarness.Pdf);
        request.Headers.Add("Prefer", "wait=9999");

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("wait=1", Assert.Single(response.Headers.GetValues("Preference-Applied")));
    }

    private Task<HttpResponseMessage> PostFormAsync(params (string Name, string? FileName, byte[] Content)[] fields) =>
        _gateway.PostAsAsync("multipart/form-data; boundary=b", Form(fields));

    private static byte[] Form(params (string Name, string? FileName, byte[] Content)[] fields)
    {
        using var form = new MemoryStream();
        foreach (var (name, fileName, content) in fields)
        {
            var file = fileName is null ? "" : $"; filename=\"{fileName}\"";
            form.Write(Encoding.ASCII.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n"));
            form.Write(content);
            form.Write("\r\n"u8);
        }

        form.Write("--b--\r\n"u8);
        return form.ToArray();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
