using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Submitting;

namespace DaprProcessing.Services.Tests.Gateway.Submitting;

public sealed class OptionsReaderTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{}")]
    public void Read_Nothing_IsTheDefaults(string? json)
    {
        var (options, password) = OptionsReader.Read(json);

        Assert.Equal(new JobOptions().ToString(), options.ToString());
        Assert.Null(password);
    }

    [Fact]
    public void Read_EveryOption_IsTaken()
    {
        var (options, password) = OptionsReader.Read(
            """
            {"dpi":300,"grayscale":true,"renderer":"poppler","ocr":"always","ocrEngine":"tesseract","ocrDpi":72,"languages":["eng","chi_sim"],
             "password":"s3cret","failOnPageError":true,"cleanUpOnFailure":true}
            """);

        Assert.Equal((300.0, true, "always", 72.0, true, true), (options.Dpi, options.Grayscale, options.Ocr, options.OcrDpi, options.FailOnPageError, options.CleanUpOnFailure));
        Assert.Equal(["eng", "chi_sim"], options.Languages);
        Assert.Equal("s3cret", password);
        Assert.DoesNotContain("s3cret", options.ToString());
    }

    [Theory]
    [InlineData("""{"dpi":35.9}""", "36")]
    [InlineData("""{"dpi":600.1}""", "600")]
    [InlineData("""{"dpi":"150"}""", "number")]
    [InlineData("""{"dpi":1e999}""", "number")]
    [InlineData("""{"grayscale":"yes"}""", "true or false")]
    [InlineData("""{"ocr":null}""", "auto")]
    [InlineData("""{"renderer":"/bin/sh"}""", "poppler")]
    [InlineData("""{"languages":[]}""", "1 to 8")]
    [InlineData("""{"languages":["a","b","c","d","e","f","g","h","i"]}""", "1 to 8")]
    [InlineData("""{"languages":["../../etc/passwd"]}""", "tesseract")]
    [InlineData("""{"languages":["eng;ls"]}""", "tesseract")]
    [InlineData("""{"languages":["еng"]}""", "tesseract")]
    [InlineData("""{"languages":[1]}""", "text")]
    [InlineData("""{"password":1}""", "text")]
    [InlineData("[]", "object")]
    [InlineData("7", "object")]
    public void Read_WrongValue_SaysWhatWouldBeRight(string json, string expected)
    {
        var problem = Assert.Throws<ProblemException>(() => OptionsReader.Read(json));

        Assert.Equal((400, "invalid_option"), (problem.Status, problem.Code));
        Assert.Contains(expected, problem.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"dpi":150,}""")]
    [InlineData("""{"dpi":150,"dpi":300}""")]
    [InlineData("""{"dpi":[[[[[[[[[[1]]]]]]]]]]}""")]
    [InlineData("{} {}")]
    public void Read_NoStrictJson_IsMalformed(string json) =>
        Assert.Equal("malformed_options", Assert.Throws<ProblemException>(() => OptionsReader.Read(json)).Code);

    [Fact]
    public void Read_UnknownOption_ListsTheKnownOnes()
    {
        var problem = Assert.Throws<ProblemException>(() => OptionsReader.Read("""{"DPI":150}"""));

        Assert.Equal("unknown_option", problem.Code);
        Assert.All(["dpi", "languages", "password", "renderer"], known => Assert.Contains(known, problem.Message));
    }
}
