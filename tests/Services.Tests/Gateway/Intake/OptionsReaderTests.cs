using System.Text.Json;
using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Services.Tests.Gateway.Intake;

public sealed class OptionsReaderTests
{
    private static readonly OptionsReader Reader = new(StageOptionSchemas.Shipped);
    private static readonly Pipeline Document = PipelineCatalogue.Shipped.Find("document")!;
    private static readonly Pipeline WithoutImages = PipelineCatalogue.Shipped.Find("pdf.docling")!;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{}")]
    public void Read_Nothing_IsTheDefaults(string? json)
    {
        var (options, password) = Reader.Read(Document, json);

        Assert.Empty(options.Stages);
        Assert.False(options.FailOnPageError || options.CleanUpOnFailure);
        Assert.Null(password);
    }

    [Fact]
    public void Read_OptionsOfStages_AreEachStagesOwn()
    {
        var (options, password) = Reader.Read(
            Document,
            """
            {"pdf-to-png":{"dpi":300,"grayscale":true},"png-to-text":{"ocr":"always","dpi":72,"languages":["eng","chi_sim"]},
             "password":"s3cret","failOnPageError":true,"cleanUpOnFailure":true}
            """);

        Assert.True(options.FailOnPageError && options.CleanUpOnFailure);
        Assert.Equal("""{"dpi":300,"grayscale":true}""", options.Stages["pdf-to-png"].GetRawText());
        Assert.Equal("""{"ocr":"always","dpi":72,"languages":["eng","chi_sim"]}""", options.Stages["png-to-text"].GetRawText());
        Assert.Equal("s3cret", password);
        Assert.DoesNotContain("s3cret", JsonSerializer.Serialize(options));
    }

    [Fact]
    public void Read_Pages_AreThoseOfADocument()
    {
        Assert.Equal("1-5,8", Reader.Read(Document, """{"pages":"8,1-5"}""").Options.Pages!.ToString());

        var transcript = PipelineCatalogue.Shipped.Find("audio.transcribe")!;
        var error = Assert.Throws<ProblemException>(() => Reader.Read(transcript, """{"pages":"1"}"""));
        Assert.Equal("unknown_option", error.Code);
    }

    [Theory]
    [InlineData("\"5-2\"")]
    [InlineData("\"0\"")]
    [InlineData("3")]
    [InlineData("[1,2]")]
    public void Read_PagesThatAreNone_SaysWhatWouldBeRight(string pages)
    {
        var error = Assert.Throws<ProblemException>(() => Reader.Read(Document, $$"""{"pages":{{pages}}}"""));

        Assert.Equal("invalid_option", error.Code);
        Assert.Contains("1-5,8,12-", error.Message);
    }

    [Fact]
    public void Read_OldFlatNames_MeanTheSame()
    {
        var (flat, _) = Reader.Read(
            Document, """{"dpi":300,"grayscale":true,"ocr":"always","ocrEngine":"tesseract","ocrDpi":72,"languages":["deu"]}""");
        var (own, _) = Reader.Read(
            Document,
            """
            {"pdf-to-png":{"dpi":300,"grayscale":true},
             "png-to-text":{"ocr":"always","engine":"tesseract","dpi":72,"languages":["deu"]}}
            """);

        Assert.Equal(JsonSerializer.Serialize(own), JsonSerializer.Serialize(flat));
    }

    [Fact]
    public void Read_OldNameForAStageThePipelineDoesNotHave_IsCheckedAndHasNoEffect()
    {
        Assert.Empty(Reader.Read(WithoutImages, """{"dpi":300}""").Options.Stages);
        Assert.Contains("600", Assert.Throws<ProblemException>(() => Reader.Read(WithoutImages, """{"dpi":601}""")).Message);
    }

    [Theory]
    [InlineData("""{"dpi":35.9}""", "'dpi' must be a number from 36 to 600")]
    [InlineData("""{"pdf-to-png":{"dpi":600.1}}""", "'pdf-to-png.dpi' must be a number from 36 to 600")]
    [InlineData("""{"dpi":"150"}""", "number")]
    [InlineData("""{"dpi":1e999}""", "number")]
    [InlineData("""{"grayscale":"yes"}""", "true or false")]
    [InlineData("""{"ocr":null}""", "text")]
    [InlineData("""{"png-to-text":{"ocr":"sometimes"}}""", "one of: auto, always, never")]
    [InlineData("""{"renderer":"/bin/sh"}""", "one of:")]
    [InlineData("""{"languages":[]}""", "list of 1 to 8")]
    [InlineData("""{"languages":["a","b","c","d","e","f","g","h","i"]}""", "list of 1 to 8")]
    [InlineData("""{"languages":["../../etc/passwd"]}""", "must match")]
    [InlineData("""{"languages":["eng;ls"]}""", "must match")]
    [InlineData("""{"languages":["еng"]}""", "must match")]
    [InlineData("""{"languages":[1]}""", "text")]
    [InlineData("""{"password":1}""", "text")]
    [InlineData("""{"pdf-to-png":7}""", "'pdf-to-png' must be a JSON object")]
    [InlineData("""{"dpi":150,"pdf-to-png":{"dpi":300}}""", "'pdf-to-png.dpi' is given twice")]
    [InlineData("[]", "object")]
    [InlineData("7", "object")]
    public void Read_WrongValue_SaysWhereAndWhatWouldBeRight(string json, string expected)
    {
        var problem = Assert.Throws<ProblemException>(() => Reader.Read(Document, json));

        Assert.Equal((400, "invalid_option"), (problem.Status, problem.Code));
        Assert.Contains(expected, problem.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"dpi":150,}""")]
    [InlineData("""{"dpi":150,"dpi":300}""")]
    [InlineData("""{"pdf-to-png":{"dpi":150,"dpi":300}}""")]
    [InlineData("""{"dpi":[[[[[[[[[[1]]]]]]]]]]}""")]
    [InlineData("{} {}")]
    public void Read_NoStrictJson_IsMalformed(string json) =>
        Assert.Equal("malformed_options", Assert.Throws<ProblemException>(() => Reader.Read(Document, json)).Code);

    [Theory]
    [InlineData(
        """{"DPI":150}""",
        "known: pdf-to-png, png-to-text, pdf-docling, result-assembler, cleanUpOnFailure, failOnPageError, pages")]
    [InlineData("""{"tts":{"voice":"amy"}}""", "'tts' is unknown to the pipeline 'document'")]
    [InlineData("""{"pdf-to-png":{"colour":true}}""", "'pdf-to-png' has: dpi, grayscale, officePages, renderer")]
    public void Read_UnknownOption_ListsTheKnownOnes(string json, string expected)
    {
        var problem = Assert.Throws<ProblemException>(() => Reader.Read(Document, json));

        Assert.Equal("unknown_option", problem.Code);
        Assert.Contains(expected, problem.Message);
    }

    [Fact]
    public void Read_OptionsOfAStageThePipelineDoesNotHave_NamesThePipeline()
    {
        var problem = Assert.Throws<ProblemException>(() => Reader.Read(WithoutImages, """{"pdf-to-png":{"dpi":150}}"""));

        Assert.Equal("unknown_option", problem.Code);
        Assert.Contains("'pdf-to-png' is unknown to the pipeline 'pdf.docling'", problem.Message);
    }
}
