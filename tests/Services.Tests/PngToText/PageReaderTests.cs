using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Quality;
using DaprProcessing.Engines.Vision;
using DaprProcessing.PngToText;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.PngToText;

/// <summary>Where a page's text comes from, decided over real engines.</summary>
public sealed class PageReaderTests : IAsyncLifetime
{
    private static readonly string[] Own =
        ["The spring inspection of the northern warehouse was held on Monday.", "Two doors were painted and one window mended."];

    private static readonly IConfiguration WithoutModels = new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Models:Folder"] = "/nowhere" }).Build();

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging()
        .AddDocumentEngines(new ConfigurationBuilder().Build()).AddNeuralOcr(WithoutModels)
        .AddSingleton<PageReader>().BuildServiceProvider();

    private byte[] _scan = [];

    public async Task InitializeAsync() => _scan = await File.ReadAllBytesAsync(SamplePaths.Sample("photo-page.jpg"));

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_PictureOfTextBelowText_GivesBothInOrder()
    {
        var text = await ReadAsync(new PngToTextOptions());

        Assert.Equal((TextSource.TextLayer, TextLayerQuality.TextInPictures), (text.Source, text.Reason));
        Assert.StartsWith("The spring inspection", text.PlainText, StringComparison.Ordinal);
        Assert.True(text.Words.Count > 40, text.PlainText);
        Assert.Equal(1, PageTextOrigin.Of(text).Coverage);
    }

    [Fact]
    public async Task ReadAsync_PictureOfTextAndNoRecognition_SaysHowMuchWasRead()
    {
        var text = await ReadAsync(new PngToTextOptions { Ocr = "never" });

        Assert.Equal(TextLayerQuality.TextInPictures, text.Reason);
        Assert.DoesNotContain(text.Words, word => text.Fonts[word.Font].Name == "ocr");
        Assert.InRange(PageTextOrigin.Of(text).Coverage, 0.01, 0.5);
        Assert.Equal(PageText.RecognitionOff, PageTextOrigin.Of(text).UnreadReason);
    }

    [Fact]
    public async Task ReadAsync_LettersThatStandForOthers_AreRecognised()
    {
        var text = await ReadAsync(new PngToTextOptions(), ShiftedFontPdf.Build("TOTAL DUE ON RECEIPT OF THE GOODS FROM NORTH"));

        Assert.Equal((TextSource.Ocr, TextLayerQuality.GarbledTextLayer), (text.Source, text.Reason));
        Assert.Contains("RECEIPT OF THE GOODS", text.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_AHeadingInAFontWithAWrongMap_IsMendedInItsPlace()
    {
        string[] below = [.. Own, "The delivery note lists twelve crates of apples", "and forty jars of honey."];

        var text = await ReadAsync(
            new PngToTextOptions(), ShiftedFontPdf.Build("ANNUAL REPORT OF THE NORTHERN WAREHOUSE", below));

        Assert.Equal((TextSource.TextLayer, TextLayerQuality.UnreadableLetters), (text.Source, text.Reason));
        Assert.StartsWith("ANNUAL REPORT OF THE NORTHERN WAREHOUSE\nThe spring inspection", text.PlainText,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_AHeadingInAnotherFontOfTheSameName_IsMendedInItsPlace()
    {
        string[] below = [.. Own, "The delivery note lists twelve crates of apples", "and forty jars of honey."];

        var text = await ReadAsync(
            new PngToTextOptions(), ShiftedFontPdf.Build("Helvetica", "ANNUAL REPORT OF THE NORTHERN WAREHOUSE", below));

        Assert.Single(text.Fonts);
        Assert.StartsWith("ANNUAL REPORT OF THE NORTHERN WAREHOUSE\nThe spring inspection", text.PlainText,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INVOICE 4711")]
    [InlineData("AGREEMENT")]
    public async Task ReadAsync_AWordOrTwoInAFontWithAWrongMap_AreRecognised(string words)
    {
        var text = await ReadAsync(new PngToTextOptions(), ShiftedFontPdf.Build(words));

        Assert.Equal((words, TextSource.Ocr), (text.PlainText.Trim(), text.Source));
    }

    [Fact]
    public async Task ReadAsync_TextUnderAScan_IsNotToldBesideIt()
    {
        var text = await ReadAsync(new PngToTextOptions(), new PdfBuilder().Page(page =>
            page.Lines(60, 200, Own, 6).Image(PdfImage.Jpeg(_scan), 0, 0, 595, 842)).Build());

        Assert.Equal(TextSource.Ocr, text.Source);
        Assert.DoesNotContain("inspection", text.PlainText, StringComparison.Ordinal);
        Assert.True(text.Words.Count > 40, text.PlainText);
    }

    [Fact]
    public async Task ReadAsync_TitleSetOnAPhotograph_IsAllThatThePageSays()
    {
        var text = await ReadAsync(new PngToTextOptions(), new PdfBuilder().Page(page => page
            .Image(Photographs.Leaves(1240, 1754), 0, 0, 595, 842).Lines(60, 600, ["Harbour Plan"], 40)).Build());

        Assert.Equal(("Harbour Plan", 0), (text.PlainText.Trim(), text.RotationDeg));
        Assert.Equal((TextSource.TextLayer, PageText.NoWords), (text.Source, PageTextOrigin.Of(text).UnreadReason));
        Assert.Single(text.Images);
    }

    [Fact]
    public async Task ReadAsync_BrokenLettersBesideAPictureOfText_AreMendedAsWell()
    {
        var text = await ReadAsync(new PngToTextOptions(), new PdfBuilder().Page(page =>
            page.Lines(60, 800, [.. Own, "7he %oats were sold %efore 0arch."])
                .Image(PdfImage.Jpeg(_scan), 100, 40, 390, 552)).Build());

        Assert.Equal(TextLayerQuality.TextInPictures, text.Reason);
        Assert.Contains(text.Words, word => word.Box.B < 100 && word.Confidence is not null);
        Assert.True(text.Words.Count > 40, text.PlainText);
    }

    [Fact]
    public async Task ReadAsync_CodesThatLookLikeNoLanguage_KeepTheirLayer()
    {
        string[] codes = ["Xqzvk Bwxpt Qjfgh Zxcvb Kjhgf Wqrtp", "Vbnmq Lkjhz Pzxqw Gfdsx Hjklq Tqwzx"];

        var text = await ReadAsync(new PngToTextOptions(), new PdfBuilder().Page(page => page.Lines(60, 700, codes, 16)).Build());

        Assert.Equal((TextSource.TextLayer, null), (text.Source, text.Reason));
    }

    [Fact]
    public async Task ReadAsync_LanguageThatTheRecogniserHasNot_KeepsALayerThatTellsSomething()
    {
        string[] codes = ["Xqzvk Bwxpt Qjfgh Zxcvb Kjhgf Wqrtp", "Vbnmq Lkjhz Pzxqw Gfdsx Hjklq Tqwzx"];
        var unknown = new PngToTextOptions { Languages = ["xyz"] };

        var withPicture = await ReadAsync(unknown);
        var doubtful = await ReadAsync(unknown, new PdfBuilder().Page(page => page.Lines(60, 700, codes, 16)).Build());

        Assert.Equal((TextSource.TextLayer, TextLayerQuality.TextInPictures), (withPicture.Source, withPicture.Reason));
        Assert.Equal((TextSource.TextLayer, TextLayerQuality.DoubtfulTextLayer), (doubtful.Source, doubtful.Reason));
        Assert.StartsWith("Xqzvk Bwxpt", doubtful.PlainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tesseract")]
    [InlineData("auto")]
    public async Task ReadAsync_LanguageThatTheRecogniserHasNot_IsRefusedWhereThereIsNoLayer(string engine)
    {
        var options = new PngToTextOptions { Engine = engine, Languages = ["xyz"] };
        var scan = new PdfBuilder().Page(page => page.Image(PdfImage.Jpeg(_scan), 0, 0, 595, 842)).Build();

        var failure = await Assert.ThrowsAsync<FailureException>(() => ReadAsync(options, scan));

        Assert.Equal(FailureCodes.UnsupportedLanguage, failure.Failure.Code);
    }

    [Fact]
    public async Task ReadAsync_PaddleWithoutItsModels_IsRefusedWithTheCommandThatBringsThem()
    {
        var scan = new PdfBuilder().Page(page => page.Image(PdfImage.Jpeg(_scan), 0, 0, 595, 842)).Build();

        var failure = await Assert.ThrowsAsync<FailureException>(
            () => ReadAsync(new PngToTextOptions { Engine = "paddle" }, scan));

        Assert.Equal(FailureCodes.EngineUnavailable, failure.Failure.Code);
        Assert.Contains("make models", failure.Failure.Message, StringComparison.Ordinal);
    }

    private Task<PageText> ReadAsync(PngToTextOptions options) => ReadAsync(options, new PdfBuilder().Page(
        page => page.Lines(60, 800, Own).Image(PdfImage.Jpeg(_scan), 100, 40, 390, 552)).Build());

    private Task<PageText> ReadAsync(PngToTextOptions options, byte[] pdf)
    {
        var path = Path.Combine(_folder.Path, "document.pdf");
        File.WriteAllBytes(path, pdf);
        return _services.GetRequiredService<PageReader>()
            .ReadAsync(new DocumentSource(path, MediaTypes.Pdf), 1, options, default);
    }
}
