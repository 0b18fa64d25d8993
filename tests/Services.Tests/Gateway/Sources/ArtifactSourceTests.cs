using System.Text;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Sources;

/// <summary>A job's artifact, a file that was embedded in its document say, as the document of another job.</summary>
public sealed class ArtifactSourceTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Theory]
    [InlineData("attachments/letter.pdf", "document", "letter.pdf")]
    [InlineData("document.md", "text.analyze", "document.md")]
    public async Task Submit_ArtifactOfAJob_TakesIt(string name, string pipeline, string fileName)
    {
        var job = await FinishAsync();

        using var response = await PostAsync(job, name, pipeline);

        var made = await GatewayHarness.AcceptedAsync(response, 202);
        Assert.Equal((fileName, pipeline), (made.GetProperty("fileName").GetString(), made.GetProperty("pipeline").GetString()));
        Assert.NotEqual(job, made.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("attachments/none.pdf")]
    [InlineData("../raw/source")]
    [InlineData("attachments/../../raw/source")]
    public async Task Submit_NoArtifactOfTheJob_IsNotFound(string name)
    {
        using var response = await PostAsync(await FinishAsync(), name);

        await GatewayHarness.ProblemAsync(response, 404, "artifact_not_found");
    }

    [Fact]
    public async Task Submit_ArtifactThatIsNoDocument_IsRefusedAsAnUploadIs()
    {
        using var response = await PostAsync(await FinishAsync(), "attachments/program.exe");

        await GatewayHarness.ProblemAsync(response, 415, "unsupported_media_type");
    }

    [Fact]
    public async Task Submit_JobNotEnded_IsAConflict()
    {
        var job = (await _gateway.SubmitAsync()).GetProperty("id").GetString()!;

        using var response = await PostAsync(job, "document.md");

        await GatewayHarness.ProblemAsync(response, 409, "job_not_finished");
    }

    [Theory]
    [InlineData("abcdefghijkmnpqrstuvwxyz23")]
    [InlineData("../local")]
    public async Task Submit_NoSuchJob_IsNotFound(string job)
    {
        using var response = await PostAsync(job, "document.md");

        await GatewayHarness.ProblemAsync(response, 404, "job_not_found");
    }

    private async Task<string> FinishAsync() => (await _gateway.FinishAsync(
        ("document.md", "text/markdown", Encoding.UTF8.GetBytes("# A letter\n\nIt says what it says.\n")),
        ("attachments/letter.pdf", "application/pdf", GatewayHarness.Pdf),
        ("attachments/program.exe", "application/octet-stream", "MZ\0\0"u8.ToArray()))).Split('/')[^1];

    private Task<HttpResponseMessage> PostAsync(string job, string name, string pipeline = "document") =>
        _gateway.PostJsonAsync(
            $$$"""{"pipeline":"{{{pipeline}}}","source":{"kind":"artifact","jobId":"{{{job}}}","name":"{{{name}}}"}}""");
}
