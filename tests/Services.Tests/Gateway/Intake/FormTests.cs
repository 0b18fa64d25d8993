using System.Text;
using System.Text.Json;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

/// <summary>Forms with fields in the query, odd names and odd boundaries.</summary>
public sealed class FormTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Query_BesideAForm_IsHonoured()
    {
        using var response = await PostAsync(
            "?pipeline=pdf.pages&options=%7B%22dpi%22%3A72%7D&filename=other.pdf", Part("file", "a.pdf"));

        var job = await GatewayHarness.AcceptedAsync(response, 202);
        Assert.Equal(("pdf.pages", "other.pdf"), (Text(job, "pipeline"), Text(job, "fileName")));
    }

    [Theory]
    [InlineData("?pipeline=nonsense", "unknown_pipeline")]
    [InlineData("?options=%7B%22nonsense%22%3A1%7D", "unknown_option")]
    [InlineData("?dpi=72", "unknown_parameter")]
    [InlineData("?Pipeline=document", "unknown_parameter")]
    [InlineData("?pipeline=document&pipeline=document", "given_twice")]
    public async Task Query_WrongBesideAForm_IsRefused(string query, string code)
    {
        using var response = await PostAsync(query, Part("file", "a.pdf"));

        await GatewayHarness.ProblemAsync(response, 400, code);
    }

    [Theory]
    [InlineData("?pipeline=document", "pipeline", "document", true)]
    [InlineData("?pipeline=document", "pipeline", "pdf.pages", false)]
    [InlineData("?options=%7B%7D", "options", "{}", true)]
    [InlineData("?options=%7B%7D", "options", "{\"dpi\":72}", false)]
    public async Task Query_AndFormSayBoth_MustSayTheSame(string query, string field, string value, bool isTaken)
    {
        using var response = await PostAsync(query, Part("file", "a.pdf"), Part(field, null, value));

        if (isTaken)
        {
            await GatewayHarness.AcceptedAsync(response, 202);
        }
        else
        {
            await GatewayHarness.ProblemAsync(response, 400, "given_twice");
        }
    }

    [Fact]
    public async Task Field_Twice_IsRefused()
    {
        using var response = await PostAsync(
            "", Part("pipeline", null, "document"), Part("pipeline", null, "document"), Part("file", "a"));

        await GatewayHarness.ProblemAsync(response, 400, "given_twice");
    }

    [Theory]
    [InlineData("?dpi=72")]
    [InlineData("?filename=a&filename=b")]
    public async Task Query_UnknownOrTwice_IsRefusedForUploadsToo(string query)
    {
        using var response = await _gateway.PostRawAsync(GatewayHarness.Pdf, query, "/v1/uploads");

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("filename=\"the \\\"final\\\" draft.pdf\"", "the \"final\" draft.pdf")]
    [InlineData("filename=\"the %22final%22 draft.pdf\"", "the \"final\" draft.pdf")]
    [InlineData("filename=\"C:\\scans\\draft.pdf\"", "draft.pdf")]
    [InlineData("filename=\"Überprüfung.pdf\"", "Überprüfung.pdf")]
    [InlineData("filename=\"x.pdf\"; filename*=UTF-8''%E2%82%AC%20%22rates%22.pdf", "€ \"rates\".pdf")]
    public async Task FileName_QuotesAndPaths_AreWhatTheCallerMeant(string parameter, string expected)
    {
        using var response = await PostAsync("", $"Content-Disposition: form-data; name=\"file\"; {parameter}\r\n\r\n{Document}");

        Assert.Equal(expected, Text(await GatewayHarness.AcceptedAsync(response, 202), "fileName"));
    }

    [Fact]
    public async Task ByteOrderMark_BeforeAField_IsNoPartOfIt()
    {
        using var response = await PostAsync(
            "", Part("pipeline", null, "\uFEFFpdf.pages"), Part("options", null, "\uFEFF{\"dpi\":72}"), Part("file", "a.pdf"));

        Assert.Equal("pdf.pages", Text(await GatewayHarness.AcceptedAsync(response, 202), "pipeline"));
    }

    [Theory]
    [InlineData(71)]
    [InlineData(5_000)]
    public async Task Boundary_LongerThanTheStandardHasIt_IsMalformed(int length)
    {
        var boundary = new string('b', length);
        var form = Encoding.UTF8.GetBytes($"--{boundary}\r\n{Part("file", "a.pdf")}\r\n--{boundary}--\r\n");

        using var response = await _gateway.PostAsAsync($"multipart/form-data; boundary={boundary}", form);

        await GatewayHarness.ProblemAsync(response, 400, "malformed_form");
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("Quoted-Printable")]
    public async Task Part_WrittenAnotherWay_IsRefused(string encoding)
    {
        using var response = await PostAsync("", "Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
            + $"Content-Transfer-Encoding: {encoding}\r\n\r\nJVBERi0xLjcKZW5vdWdo");

        Assert.Contains(encoding, await GatewayHarness.ProblemAsync(response, 400, "unsupported_encoding"));
    }

    [Fact]
    public async Task Part_ThatSaysItIsBinary_IsTaken()
    {
        using var response = await PostAsync("", "Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
            + $"Content-Transfer-Encoding: binary\r\n\r\n{Document}");

        await GatewayHarness.AcceptedAsync(response, 202);
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=b")]
    [InlineData("Multipart/Related; boundary=b")]
    public async Task Multipart_OfAnotherKind_IsNoDocument(string contentType)
    {
        var body = Encoding.UTF8.GetBytes($"--b\r\n{Part("file", "a.pdf")}\r\n--b--\r\n");

        using var response = await _gateway.PostAsAsync(contentType, body);

        Assert.Contains("form-data", await GatewayHarness.ProblemAsync(response, 415, "unsupported_media_type"));
    }

    private static string Document => "%PDF-1.7\nenough to be taken";

    private static string Part(string name, string? fileName, string? value = null)
    {
        var file = fileName is null ? "" : $"; filename=\"{fileName}\"";
        return $"Content-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value ?? Document}";
    }

    private Task<HttpResponseMessage> PostAsync(string query, params string[] parts)
    {
        var form = string.Concat(parts.Select(part => $"--b\r\n{part}\r\n")) + "--b--\r\n";
        return _gateway.PostAsAsync("multipart/form-data; boundary=b", Encoding.UTF8.GetBytes(form), "/v1/jobs" + query);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
