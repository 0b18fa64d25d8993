using System.IO.Compression;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>Documents in JSON, several at a time, and answers as a zip.</summary>
public sealed class SourceTests : Conversation
{
    [Fact]
    public async Task Submit_ZipTarget_IsAnsweredWithAnArchive()
    {
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("to_formats", "md"), ("to_formats", "html"), ("target_type", "zip")));
        await Client.FinishJobsAsync();

        using var response = await Gateway.Http.GetAsync($"/v1/result/{task}");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());

        Assert.Equal("application/zip", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "attachment; filename=\"converted_docs.zip\"", response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal(["a.html", "a.md"], zip.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task Source_TwoDocumentsOneBad_AreAZipOfTheGoodOne()
    {
        var bad = DoclingClient.Source([0, 1, 2], "junk.bin");
        var task = await Client.SubmitAsync("/v1/convert/source/async", Request(
            """
            "options":{"to_formats":["json","text"]}
            """, bad, DoclingClient.Source(name: "b.pdf")));
        await Client.FinishJobsAsync();

        using var response = await Gateway.Http.GetAsync($"/v1/result/{task}");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());

        Assert.Equal(["b.json", "b.txt"], zip.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task Source_LimitReachedInBetween_IsATaskOfTheEarlierDocuments()
    {
        await using var gateway = await GatewayHarness.StartAsync("Limits:OpenJobs=1");
        var client = new DoclingClient(gateway);
        StringContent Sources() => DoclingClient.Request(
            "\"convert_options\":{}", DoclingClient.Source(), DoclingClient.Source(name: "b.pdf"));

        var task = await client.SubmitAsync("/v1/chunk/hierarchical/source/async", Sources());
        using (var refused = await gateway.Http.PostAsync("/v1/chunk/hierarchical/source/async", Sources()))
        {
            Assert.Equal((429, "5"), ((int)refused.StatusCode, refused.Headers.RetryAfter!.ToString()));
        }

        await client.FinishJobsAsync();

        var documents = (await client.ResultAsync(task))["documents"]!.AsArray();
        Assert.Equal(["success", "failure"], documents.Select(document => Text(document!["status"])));
        Assert.Equal("capacity", Text(documents[1]!["errors"]![0]!["category"]));
    }

    [Fact]
    public async Task Source_NothingGoodForAZip_IsAFailedTask()
    {
        var bad = DoclingClient.Source([0, 1, 2], "junk.bin");
        var task = await Client.SubmitAsync(
            "/v1/convert/source/async", Request("""
            "target":{"kind":"zip"}
            """, bad));

        Assert.Equal("failure", await Client.StatusAsync(task));
        Assert.Equal((404, DoclingClient.NoResult), await Client.GetAsync($"/v1/result/{task}"));
    }

    [Fact]
    public async Task Source_AbortOnErrorAndABadDocument_IsAFailedTaskThatSaysWhy()
    {
        var bad = DoclingClient.Source([0, 1, 2], "junk.bin");
        var task = await Client.SubmitAsync(
            "/v1/convert/source/async", Request("""
            "options":{"abort_on_error":true}
            """, bad));

        var state = DoclingClient.Json((await Client.GetAsync($"/v1/status/poll/{task}")).Body);

        Assert.Equal("failure", Text(state["task_status"]));
        Assert.Contains("abort_on_error", Text(state["error_message"]));
    }
}
