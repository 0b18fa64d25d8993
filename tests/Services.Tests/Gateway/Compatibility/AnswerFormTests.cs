using System.IO.Compression;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>What a request asks for, and the forms it is answered in.</summary>
public sealed class AnswerFormTests : Conversation
{
    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"do_ocr":false,"table_mode":"accurate","ocr_preset":"auto","pdf_backend":"docling_parse"}""", "")]
    [InlineData("""{"table_mode":"fast","do_code_enrichment":true,"nobody_knows":1}""", "table_mode,do_code_enrichment")]
    [InlineData("""{"to_formats":["md","doclang"],"ocr_preset":"easyocr"}""", "ocr_preset:easyocr,to_formats:doclang")]
    [InlineData("""{"page_range":[2,5]}""", "")]
    [InlineData("""{"page_range":[1,9223372036854775807]}""", "")]
    [InlineData("""{"pipeline":"vlm","ocr_lang":["en","klingon"],"document_timeout":5}""",
        "pipeline,ocr_lang:klingon")]
    public async Task Options_ThatDoNothingHere_AreAcceptedAndReported(string options, string ignored)
    {
        var (_, body) = await Client.PostAsync(
            "/v1/convert/source/async", Request($"\"options\":{options}", DoclingClient.Source()));

        Assert.Equal(ignored, string.Join(',', DoclingClient.Json(body)["ignored_options"]!.AsArray()));
    }

    [Fact]
    public async Task Options_ThatWeHave_ReachTheStages()
    {
        await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("force_ocr", "true"), ("ocr_lang", "en"), ("ocr_lang", "de"), ("include_page_images", "true"),
            ("images_scale", "1"), ("image_export_mode", "embedded")));

        JobRecord? job = null;
        await Client.UpdateJobsAsync(known => job = known);

        Assert.Equal("document", job!.Pipeline);
        Assert.Equal("""{"ocr":"always","languages":["eng","deu"]}""", job.Options.Stages["png-to-text"].GetRawText());
        Assert.Equal(72, job.Options.Stages["pdf-to-png"].GetProperty("dpi").GetDouble());
    }

    [Theory]
    [InlineData("embedded", "data:image/png;base64,UE5H")]
    [InlineData("referenced", "/v1/jobs/{job}/artifacts/pages/0001.png")]
    [InlineData("placeholder", null)]
    public async Task PageImages_AreInsideOrReferredTo(string mode, string? uri)
    {
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("to_formats", "json"), ("include_page_images", "true"), ("image_export_mode", mode)));
        var job = "";
        await Client.UpdateJobsAsync(known => known with { Status = SetJob(known) });
        await Client.FinishJobsAsync();

        var pages = (await Client.ResultAsync(task))["document"]!["json_content"]!["pages"]!;

        Assert.Equal(uri?.Replace("{job}", job), pages["1"]!["image"]?["uri"]?.GetValue<string>());
        Assert.Null(pages["2"]!["image"]);

        JobStatus SetJob(JobRecord known)
        {
            job = known.Id.Id;
            return known.Status;
        }
    }

    [Fact]
    public async Task PageImages_ReferencedInAZip_LieBesideTheDocument()
    {
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(
            ("to_formats", "json"), ("include_page_images", "true"), ("image_export_mode", "referenced"),
            ("target_type", "zip")));
        await Client.FinishJobsAsync();

        using var zip = new ZipArchive(await Gateway.Http.GetStreamAsync($"/v1/result/{task}"));
        var image = Assert.Single(
            zip.Entries, entry => entry.FullName.StartsWith("artifacts/image_000000_", StringComparison.Ordinal));
        using var json = new StreamReader(zip.GetEntry("a.json")!.Open());

        Assert.Contains(image.FullName, await json.ReadToEndAsync());
    }

    [Fact]
    public async Task AllForms_OfOneDocument_AreWritten()
    {
        var task = await Client.SubmitAsync("/v1/convert/source/async", Request("""
            "options":{"to_formats":["md","html","text","doctags"],"md_page_break_placeholder":"<!-- pb -->"}
            """, DoclingClient.Source()));
        await Client.FinishJobsAsync();

        var document = (await Client.ResultAsync(task))["document"]!;

        Assert.Contains("They float.\n\n<!-- pb -->\n\n- one", Text(document["md_content"]));
        Assert.Contains("<h1>Ships</h1>", Text(document["html_content"]));
        Assert.StartsWith("Ships\n\nThey float.", Text(document["text_content"]));
        Assert.Contains("<ched>Ship<ched>Tons<nl><fcel>Ark<fcel>9<nl>", Text(document["doctags_content"]));
        Assert.Null(document["json_content"]);
    }

    [Theory]
    [InlineData("1.5.0", "1.5.0")]
    [InlineData("1.9.3", "1.9.3")]
    [InlineData("1.10.0", "1.10.0")]
    [InlineData("1.11.0", "1.10.0")]
    [InlineData("99.0.0", "1.10.0")]
    public async Task Version_OlderThanOurs_IsWhatTheDocumentSays(string asked, string told)
    {
        var task = await Client.SubmitAsync(
            "/v1/convert/file/async", DoclingClient.Form(("to_formats", "json")), $"Accept-Docling-Document-Version: {asked}");
        await Client.FinishJobsAsync();

        Assert.Equal(told, Text((await Client.ResultAsync(task))["document"]!["json_content"]!["version"]));
    }
}
