using System.Text.Json.Nodes;
using DaprProcessing.Client.Tests.Support;

namespace DaprProcessing.Client.Tests;

public sealed class SubmitTests
{
    [Fact]
    public async Task Submit_FileWithOptions_IsOneForm()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(202, Wire.Job("queued")).Connect(options => options.ApiKey = "secret-key");
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "%PDF-1.");
        var heard = new Collector<UploadProgress>();

        var job = await service.SubmitAsync(
            path,
            new SubmitOptions
            {
                Pipeline = "pdf.docling",
                Options = new() { ["dpi"] = 72, ["languages"] = new JsonArray("eng") },
                Wait = TimeSpan.FromSeconds(1.5),
            },
            heard);

        File.Delete(path);
        var request = Assert.Single(platform.Requests);
        Assert.Equal("POST /v1/jobs", request.Line);
        Assert.StartsWith("multipart/form-data", request.Headers["Content-Type"]);
        Assert.Equal(("secret-key", "wait=2"), (request.Headers["X-Api-Key"], request.Headers["Prefer"]));
        Assert.Contains("""{"dpi":72,"languages":["eng"]}""", request.Text);
        Assert.Contains($"filename={Path.GetFileName(path)}", request.Text.Replace("\"", ""));
        Assert.Equal([new UploadProgress(7, 7)], heard.Values);
        Assert.Equal((JobStatus.Queued, 4, 4), (job.Status, job.Pages!.Total, job.Stages[0].PagesTotal));
    }

    [Theory]
    [InlineData("s3", """ "key":"in/a.pdf" """)]
    [InlineData("http", """ "url":"https://example.org/a%20b.pdf" """)]
    [InlineData("upload", """ "uploadId":"u1" """)]
    public async Task Submit_NamedSource_IsJson(string kind, string field)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(202, Wire.Job("queued")).Connect();
        var source = kind switch
        {
            "s3" => DocumentSource.S3("in/a.pdf", "a.pdf"),
            "http" => DocumentSource.Url(new Uri("https://example.org/a b.pdf"), "a.pdf"),
            _ => DocumentSource.Upload("u1", "a.pdf"),
        };

        await service.SubmitAsync(source, new SubmitOptions { Pipeline = "p", Options = new() { ["ocr"] = "never" } });

        var request = Assert.Single(platform.Requests);
        const string Rest = """ "fileName":"a.pdf"},"pipeline":"p","options":{"ocr":"never"}} """;
        Assert.Equal($$"""{"source":{"kind":"{{kind}}",""" + $"{field.Trim()},{Rest.Trim()}", request.Text);
        Assert.StartsWith("application/json", request.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Upload_Bytes_AreTheBodyItself()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(201, """
            {"uploadId":"u1","fileName":"a b.pdf","mediaType":"application/pdf","sizeBytes":7,"expiresAt":"2026-11-28T10:00:00Z"}
            """).Connect();

        var upload = await service.UploadAsync(DocumentSource.Bytes("%PDF-1."u8.ToArray(), "a b.pdf"));

        var request = Assert.Single(platform.Requests);
        Assert.Equal(("POST /v1/uploads?filename=a%20b.pdf", "%PDF-1.", "u1"), (request.Line, request.Text, upload.UploadId));
    }

    [Fact]
    public async Task Submit_FileThatIsNotThere_SaysSo()
    {
        using var service = new DocumentService();

        await Assert.ThrowsAsync<FileNotFoundException>(() => service.SubmitAsync("no-such-file.pdf"));
    }
}
