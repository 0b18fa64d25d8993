using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

public sealed class TextTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ExtractAsync_TwoLines_GivesWordsInOrderWithLineEnds()
    {
        var text = await Extract(page => page.Lines(72, 700, ["Hello small world", "Second line"], sizePt: 12));

        Assert.Equal(["Hello", "small", "world", "Second", "line"], text.Words.Select(word => word.Text));
        Assert.Equal([false, false, true, false, true], text.Words.Select(word => word.EndsLine));
        Assert.Equal((TextSource.TextLayer, null), (text.Source, text.Reason));
        Assert.Equal("Hello small world\nSecond line\n", text.PlainText);
        Assert.All(text.Words, word => Assert.Equal(12, word.SizePt, 0.1));
    }

    [Theory]
    [InlineData(StandardFont.Helvetica, false, false, false)]
    [InlineData(StandardFont.TimesBold, true, false, false)]
    [InlineData(StandardFont.HelveticaOblique, false, true, false)]
    [InlineData(StandardFont.TimesBoldItalic, true, true, false)]
    [InlineData(StandardFont.CourierBold, true, false, true)]
    public async Task ExtractAsync_Font_TellsItsTraits(StandardFont font, bool bold, bool italic, bool monospace)
    {
        var text = await Extract(page => page.Text(72, 700, "Word", font: font));

        var found = text.Fonts[Assert.Single(text.Words).Font];
        Assert.Equal((bold, italic, monospace), (found.Bold, found.Italic, found.Monospace));
    }

    [Fact]
    public async Task ExtractAsync_FontChangeInsideWord_SplitsItWithoutSpace()
    {
        var text = await Extract(
            page => page.Raw("BT /F0 12 Tf 72 700 Td (half) Tj /F1 12 Tf (bold) Tj ET").Text(72, 600, "x").Text(
                72, 500, "y", font: StandardFont.HelveticaBold));

        Assert.Equal(["half", "bold"], text.Words.Take(2).Select(word => word.Text));
        Assert.Equal((false, false), (text.Words[0].SpaceAfter, text.Words[0].EndsLine));
    }

    // In the heading of page 3 "ff" is one glyph, wider than the space between words: its letters share its place.
    [Fact]
    public async Task ExtractAsync_Ligature_IsAsWideAsItsLettersTogether()
    {
        var paper = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("paper-two-column.pdf")));

        var text = await engines.Extractor.ExtractAsync(paper, 3, default);

        var word = Assert.Single(text.Words, word => word.Text == "differently");
        Assert.InRange(word.Box.Width / word.SizePt, 4, 6);
        Assert.DoesNotContain(text.Words, word => word.Text is "diff" or "erently");
    }

    [Theory]
    [InlineData(0, 72, 142)]
    [InlineData(90, 700, 72)]
    [InlineData(180, 523, 700)]
    [InlineData(270, 142, 523)]
    public async Task ExtractAsync_RotatedPage_BoxesAreOfTheDisplayedPage(int rotate, double x, double y)
    {
        var text = await Extract(page => page.Text(72, 700, "I", sizePt: 10, rotationDegrees: rotate).Rotate = rotate);

        // The letter stands at (72, 142) from the top left of the page as it was drawn.
        var box = Assert.Single(text.Words).Box;
        Assert.InRange((box.L + box.R) / 2, x - 10, x + 10);
        Assert.InRange((box.T + box.B) / 2, y - 10, y + 10);
        Assert.Equal(rotate % 180 == 0 ? (595, 842) : (842, 595), (text.WidthPt, text.HeightPt));
    }

    [Fact]
    public async Task ExtractAsync_CropBox_MovesTheOriginAndHidesWhatIsCutOff()
    {
        var text = await Extract(page => page.Text(150, 650, "In").Text(10, 10, "Out").CropBox = (100, 600, 400, 700));

        var word = Assert.Single(text.Words);
        Assert.Equal("In", word.Text);
        Assert.Equal(50, word.Box.L, 2);
        Assert.InRange(word.Box.B, 45, 58);
        Assert.Equal((300, 100), (text.WidthPt, text.HeightPt));
        Assert.Equal(new LeftOutWords(OffPage: 1, Repeated: 0), text.LeftOut);
    }

    [Theory]
    [InlineData(0, 100, 142, 300, 242)]
    [InlineData(90, 600, 100, 700, 300)]
    [InlineData(180, 295, 600, 495, 700)]
    [InlineData(270, 142, 295, 242, 495)]
    public async Task ExtractAsync_Image_HasItsBoxOnTheDisplayedPage(
        int rotate, double left, double top, double right, double bottom)
    {
        var text = await Extract(page => page.Image(Dots(), 100, 600, 200, 100).Rotate = rotate);

        var box = Assert.Single(text.Images);
        Assert.Equal(left, box.L, 1.0);
        Assert.Equal(top, box.T, 1.0);
        Assert.Equal(right, box.R, 1.0);
        Assert.Equal(bottom, box.B, 1.0);
    }

    [Fact]
    public async Task ExtractAsync_BlankPage_NeedsNoRecognition()
    {
        var text = await Extract(_ => { });

        Assert.Equal((TextSource.None, null), (text.Source, text.Reason));
    }

    [Fact]
    public async Task ExtractAsync_ImageOnly_SaysNoTextLayer() =>
        Assert.Equal(TextLayerQuality.NoTextLayer, (await Extract(page => page.Image(Dots(), 0, 0, 595, 842))).Reason);

    [Fact]
    public async Task ExtractAsync_StampOnScan_SaysStrayText() =>
        Assert.Equal(
            TextLayerQuality.ScannedPageWithStrayText,
            (await Extract(page => page.Image(Dots(), 0, 0, 595, 842).Text(500, 20, "Page 12"))).Reason);

    [Fact]
    public async Task ExtractAsync_HiddenLayerOnScan_IsUsed()
    {
        var text = await Extract(page =>
        {
            page.Image(Dots(), 0, 0, 595, 842);
            for (var line = 0; line < 20; line++)
            {
                page.Text(72, 700 - (line * 20), "Words that a recogniser has found before", hidden: true);
            }
        });

        Assert.Null(text.Reason);
        Assert.Equal(140, text.Words.Count);
    }

    [Fact]
    public async Task ExtractAsync_PrivateUseCharacters_SaysGarbled() =>
        Assert.Equal(
            TextLayerQuality.GarbledTextLayer,
            (await Extract(page => page.Text(72, 700, "Nobody can read this", font: StandardFont.Garbled))).Reason);

    [Fact]
    public async Task ExtractAsync_ShiftedLetters_SaysGarbled()
    {
        // What a font without a map gives: every letter 29 places below itself.
        var words = string.Concat(Enumerable.Repeat("the quick brown fox jumps over the lazy dog and runs ", 8)).Select(
            letter => letter == ' ' ? ' ' : (char)(letter - 29));

        var text = await Extract(page => page.Lines(20, 800, new string([.. words]).Chunk(80).Select(line => new string(line))));

        Assert.Equal(TextLayerQuality.GarbledTextLayer, text.Reason);
    }

    [Fact]
    public async Task ExtractAsync_TableWithRulingLines_FindsThemWhenAsked()
    {
        var source = engines.Pdf(
            new PdfBuilder().Page(page => page.Table(72, 700, 100, 20, [["A", "B"], ["1", "2"], ["3", "4"]])));

        var without = await engines.Extractor.ExtractAsync(source, 1, default);
        var with = await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.Everywhere), default);

        Assert.Empty(without.Rules);
        Assert.Equal(4, with.Rules.Count(rule => rule.Width > 190 && rule.Height < 2));
        Assert.Equal(3, with.Rules.Count(rule => rule.Height > 55 && rule.Width < 2));
    }

    [Fact]
    public async Task ExtractAsync_RulesWhereTablesAreLikely_LooksAtTheTableOnly()
    {
        var source = engines.Pdf(new PdfBuilder()
            .Page(page => page.Table(72, 700, 100, 20, [["Month", "Ships"], ["June", "12"], ["July", "31"]]))
            .Page(page => page.Line(72, 710, 400, 710).Lines(
                72, 700, ["Two columns of running text stand", "side by side, and a rule above them",
                    "is no reason to look at the page."])
                .Lines(300, 700, [
                    "Each of their lines is as long as the", "column is wide; a table is made of short",
                    "pieces that start at the same places, not of lines."])));
        var settings = new ExtractSettings(RuleSearch.WhereTablesAreLikely);

        var table = await engines.Extractor.ExtractAsync(source, 1, settings, default);
        var prose = await engines.Extractor.ExtractAsync(source, 2, settings, default);

        Assert.Equal(7, table.Rules.Count);
        Assert.Empty(prose.Rules);
    }

    [Fact]
    public async Task ExtractAsync_DrawnBulletsBeforeIndentedLines_AreWords()
    {
        const string Bullets = "80 703 4 4 re f 80 660.2 4 4 re f";
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 730, "Goods of the week:")
            .Lines(
                92, 700,
                [
                    "Timber from the north, which came", "with the first ship of the spring", "after the ice had gone",
                    "Glass from the south",
                ]).Raw(Bullets)));

        var text = await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
        var plain = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.Equal(2, text.Words.Count(word => word.Text == "•"));
        Assert.Contains("\n• Timber from", text.PlainText, StringComparison.Ordinal);
        Assert.Contains("\n• Glass from", text.PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain("•", plain.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_LineBesideAnIndentedQuotation_IsNoBullet()
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Text(72, 730, "The master said:").Line(80, 710, 80, 650, 3)
            .Lines(92, 700, [
                "Timber from the north, which came", "with the first ship of the spring", "after the ice had gone"])));

        var text = await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        Assert.DoesNotContain("•", text.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_PageOfADrawingsSize_GivesWordsAndRulesInLittleMemory()
    {
        await using var small = new EngineFixture([], options => options.MaxResidentBytes = 160L << 20);
        var source = small.Pdf(new PdfBuilder().Page(
            page => page.Table(72, 700, 100, 20, [["Month", "Ships"], ["June", "12"], ["July", "31"]]), 2380, 3380));

        var text = await small.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        Assert.Equal(["Month", "Ships", "June", "12", "July", "31"], text.Words.Select(word => word.Text));
        Assert.Equal(7, text.Rules.Count);
    }

    [Fact]
    public async Task ExtractAsync_ColoredTurnedAndHiddenWords_SaySo()
    {
        var text = await Extract(page =>
            page.Raw("0 0 0.5 rg").Text(72, 700, "Blue").Text(300, 300, "Upwards", rotationDegrees: 90).Text(72, 500, "Unseen",
                hidden: true));

        Assert.Equal([0x000080, 0x000080, 0x000080], text.Words.Select(word => word.Color));
        Assert.Equal([0, 270, 0], text.Words.Select(word => word.AngleDeg));
        Assert.Equal([false, false, true], text.Words.Select(word => word.Hidden));
        var upwards = text.Words[1].Box;
        Assert.True(upwards.Height > 3 * upwards.Width, $"{upwards}");
    }

    private static PdfImage Dots() => PdfImage.Gray(4, 2, [0, 255, 0, 255, 255, 0, 255, 0]);

    private Task<PageText> Extract(Action<PdfPage> draw) =>
        engines.Extractor.ExtractAsync(engines.Pdf(new PdfBuilder().Page(draw)), 1, default);
}
