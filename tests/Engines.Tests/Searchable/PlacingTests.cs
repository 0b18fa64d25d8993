using System.Diagnostics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit.Pdf;
using static DaprProcessing.Engines.Tests.Searchable.Layers;

namespace DaprProcessing.Engines.Tests.Searchable;

/// <summary>Where the words of a text layer stand, and what they say.</summary>
public sealed class PlacingTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly PageWord[] Words =
    [
        Word("Bill", 60, 80, 30), Word("of", 96, 80, 14), Word("lading", 116, 80, 44, endsLine: true),
        Word("Hull,", 60, 110, 36), Word("1", 102, 110, 8), Word("May", 116, 110, 30, endsLine: true),
    ];

    [Fact]
    public async Task WriteAsync_AScan_HasItsWordsWhereTheyStand()
    {
        var source = engines.Pdf(Scan());

        var read = await engines.ReadBackAsync(await engines.WriteAsync(source, Page(400, 300, Words)));

        Assert.Equal(TextSource.TextLayer, read.Source);
        AssertSameWords(Words, read.Words);
        Assert.All(read.Words, word => Assert.True(word.Hidden));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task WriteAsync_PageThatReadersTurn_HasItsWordsOnTheTurnedPage(int rotate)
    {
        var source = engines.Pdf(new PdfBuilder().Page(
            page =>
            {
                page.Rotate = rotate;
                page.CropBox = (30, 20, 430, 420);
            },
            500, 500));

        var read = await engines.ReadBackAsync(await engines.WriteAsync(source, Page(400, 400, Words)));

        AssertSameWords(Words, read.Words);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task WriteAsync_ScanThatLayOnItsSide_HasItsWordsTurnedWithIt(int rotationDeg)
    {
        var (width, height) = rotationDeg == 180 ? (400.0, 300.0) : (300.0, 400.0);
        var source = engines.Pdf(new PdfBuilder().Page(null, width, height));

        var output = await engines.WriteAsync(source, Page(400, 300, Words) with { RotationDeg = rotationDeg });

        var read = await engines.ReadBackAsync(output);
        Assert.Equal(rotationDeg, read.RotationDeg);
        AssertSameWords(Words, read.Words);
    }

    [Fact]
    public async Task WriteAsync_ScanAskew_HasItsLinesRunDownThePage()
    {
        var askew = Page(400, 300, Word("Bill", 60, 80, 30), Word("lading", 240, 86, 44, endsLine: true)) with { SlopeDeg = 2 };

        var read = await engines.ReadBackAsync(await engines.WriteAsync(engines.Pdf(Scan()), askew));

        Assert.Equal(["Bill", "lading"], read.Words.Select(word => word.Text));
        Assert.InRange(read.SlopeDeg, 1, 3);
        Assert.InRange(read.Words[1].Box.CenterY - read.Words[0].Box.CenterY, 4, 8);
    }

    [Fact]
    public async Task WriteAsync_WordUpTheMargin_StandsUpTheMargin()
    {
        PageWord[] words = [.. Words, Word("draft", 20, 100, 12, 60, endsLine: true, angleDeg: 270)];

        var read = await engines.ReadBackAsync(await engines.WriteAsync(engines.Pdf(Scan()), Page(400, 300, words)));

        var margin = Assert.Single(read.Words, word => word.Text == "draft");
        Assert.Equal(270, margin.AngleDeg);
        Assert.True(margin.Box.Clip(words[^1].Box).Area > 0.5 * words[^1].Box.Area);
    }

    [Fact]
    public async Task WriteAsync_PageInALargerUnit_HasItsWordsWhereTheyStand()
    {
        var pdf = RawPdf.Of("/Resources << >> /MediaBox [0 0 200 150] /UserUnit 2", "");

        var read = await engines.ReadBackAsync(await engines.WriteAsync(engines.File(pdf), Page(400, 300, Words)));

        AssertSameWords(Words, read.Words);
    }

    [Theory]
    [InlineData("שלום", "עולם", "12.5")]
    [InlineData("سلام", "دنیا", "۱۲")]
    [InlineData("中文", "文字", "测试")]
    [InlineData("Ωμέγα", "𝒜𝒷", "naïve")]
    public async Task WriteAsync_AnyScript_SaysWhatWasRead(params string[] said)
    {
        var rightToLeft = Scripts.HasRightToLeft(said[0]);
        var words = said.Select((text, at) =>
            Word(text, rightToLeft ? 300 - (at * 60) : 60 + (at * 60), 80, 40, endsLine: at == 2)).ToArray();

        var output = await engines.WriteAsync(engines.Pdf(Scan()), Page(400, 300, words));

        var read = await engines.ReadBackAsync(output);
        Assert.Equal(said.Order(StringComparer.Ordinal), read.Words.Select(word => word.Text).Order(StringComparer.Ordinal));
        foreach (var word in read.Words)
        {
            var own = words.Single(one => one.Text == word.Text);
            Assert.True(word.Box.Clip(own.Box) is { Width: > 0 } common && common.Area > 0.5 * own.Box.Area, word.Text);
        }
    }

    [Fact]
    public async Task WriteAsync_TwoLines_AreThatToAnotherReader()
    {
        var output = await engines.WriteAsync(engines.Pdf(Scan()), Page(400, 300, Words));

        using var pdf = UglyToad.PdfPig.PdfDocument.Open(output);
        Assert.Equal(
            Words.Select(word => word.Text),
            pdf.GetPage(1).GetWords().Select(word => word.Text));
        if (await PdfToTextAsync(output) is { } text)
        {
            Assert.Equal(
                ["Bill of lading", "Hull, 1 May"],
                text.Split('\n', '\f').Select(line => line.Trim()).Where(line => line.Length > 0));
        }
    }

    private static PdfBuilder Scan() =>
        new PdfBuilder().Page(page => page.Image(PdfImage.Gray(2, 2, [250, 240, 250, 240]), 0, 0, 400, 300), 400, 300);

    /// <summary>Null where the program is not installed.</summary>
    private static async Task<string?> PdfToTextAsync(string path)
    {
        if (!File.Exists("/usr/bin/pdftotext"))
        {
            return null;
        }

        using var program = Process.Start(
            new ProcessStartInfo("/usr/bin/pdftotext", [path, "-"]) { RedirectStandardOutput = true })!;
        var text = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return text;
    }
}
