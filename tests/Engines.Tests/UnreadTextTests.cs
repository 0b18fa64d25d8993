using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Text that a page shows and its text layer does not tell of.</summary>
public sealed class UnreadTextTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string Drawn = "HILL FILL TELL THE FILE TILL FIFTH LIFT";

    internal static readonly string[] Own =
    [
        "The spring inspection of the northern warehouse was held on Monday.",
        "Two doors were painted and one window was mended.",
        "The next inspection is in autumn, before the first night of frost.",
    ];

    [Fact]
    public async Task ExtractAsync_PictureOfTextBesideText_TellsWhere()
    {
        var picture = await TextPictures.PrintedAsync(engines);

        var text = await ExtractAsync(page => page.Lines(60, 780, Own).Image(picture.ToImage(), 60, 400, 400, 120));

        Assert.Equal(TextLayerQuality.TextInPictures, text.Reason);
        var unread = Assert.Single(text.Unread!);
        Assert.Equal(60, unread.L, 1.0);
        Assert.Equal(842 - 520, unread.T, 1.0);
        Assert.InRange(PageTextOrigin.Of(text).Coverage, 0.05, 0.6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ExtractAsync_LineOfTextAsAPictureBesideText_TellsWhere(bool isOnItsSide)
    {
        var picture = await TextPictures.DrawAsync(
            engines, page => page.Text(4, 4, "IBAN DE02 1203 0000 0000 2020 51, payable in ten days", 10), 300, 14);

        var text = await ExtractAsync(page => page.Lines(60, 780, Own)
            .Raw(isOnItsSide ? "q 0 1 -1 0 600 0 cm" : "q").Image(picture.ToImage(), 200, 400, 300, 14).Raw("Q"));

        Assert.Equal(TextLayerQuality.TextInPictures, text.Reason);
        Assert.Equal(300 * 14, Assert.Single(text.Unread!).Area, 60.0);
        Assert.InRange(PageTextOrigin.Of(text).Coverage, 0.5, 0.99);
    }

    [Fact]
    public async Task ExtractAsync_MoreSmallPicturesThanAreLookedAt_AreLookedAtFromTheLargest()
    {
        var line = await TextPictures.DrawAsync(engines, page => page.Text(2, 4, "Twelve crates of apples", 9), 120, 12);
        var printed = await TextPictures.PrintedAsync(engines);

        var text = await ExtractAsync(page =>
        {
            page.Lines(60, 780, Own);
            for (var at = 0; at < 60; at++)
            {
                page.Image(line.ToImage(), 20 + (at % 4 * 140), 640 - (at / 4 * 20), 120, 12);
            }

            page.Image(printed.ToImage(), 60, 60, 400, 120);
        });

        Assert.Contains(text.Unread!, box => box.Height > 100);
        Assert.Equal(61, text.Unread!.Count);
    }

    [Fact]
    public async Task ExtractAsync_MorePicturesOfTextThanAreLookedAt_TellsOfTheOthers()
    {
        const int Pictures = 420;
        var line = await TextPictures.DrawAsync(engines, page => page.Text(2, 4, "Twelve crates of apples", 9), 120, 12);

        var text = await ExtractAsync(page =>
        {
            page.Lines(60, 800, Own);
            for (var at = 0; at < Pictures; at++)
            {
                page.Image(line.ToImage(), 10 + (at % 8 * 72), 720 - (at / 8 * 13), 66, 8);
            }
        });

        Assert.Equal(Pictures, text.Unread!.Count + text.Untried!.Count);
        Assert.Equal(20, text.Untried.Count);
        Assert.Equal(TextLayerQuality.TextInPictures, text.Reason);
    }

    [Fact]
    public async Task ExtractAsync_LightTextOnADarkPicture_TellsWhere()
    {
        var picture = (await TextPictures.PrintedAsync(engines)).Inverted();

        var text = await ExtractAsync(page => page.Lines(60, 780, Own).Image(picture.ToImage(), 60, 400, 400, 120));

        Assert.Single(text.Unread!);
    }

    [Fact]
    public async Task ExtractAsync_PictureOfTextPlacedAskew_TellsWhere()
    {
        var picture = await TextPictures.PrintedAsync(engines);

        var text = await ExtractAsync(page => page.Lines(60, 780, Own).Raw("q 0.9986 0.0523 -0.0523 0.9986 0 0 cm")
            .Image(picture.ToImage(), 60, 400, 400, 120).Raw("Q"));

        Assert.Single(text.Unread!);
    }

    [Fact]
    public async Task ExtractAsync_PhotoBesideText_IsLeftAlone()
    {
        var text = await ExtractAsync(page => page.Lines(60, 780, Own)
            .Image(TextPictures.Photo(400, 300), 60, 300, 400, 300));

        Assert.Equal((null, null), (text.Reason, text.Unread));
        Assert.Equal(1, PageTextOrigin.Of(text).Coverage);
    }

    [Fact]
    public async Task ExtractAsync_PictureUnderItsRecognisedText_IsTold()
    {
        var picture = await TextPictures.PrintedAsync(engines);

        var text = await ExtractAsync(page =>
        {
            page.Lines(60, 780, Own).Image(picture.ToImage(), 60, 400, 400, 120);
            for (var line = 0; line < TextPictures.Lines.Length; line++)
            {
                page.Text(70, 500 - (line * 16.9), TextPictures.Lines[line], 13, hidden: true);
            }
        });

        Assert.Null(text.Unread);
    }

    [Fact]
    public async Task ExtractAsync_WhiteLettersDrawnOnADarkGround_TellsWhere()
    {
        var text = await ExtractAsync(page =>
        {
            page.Raw("0.1 0.1 0.3 rg 0 400 595 200 re f 1 g");
            for (var line = 0; line < 5; line++)
            {
                page.Raw(BlockLetters.Draw(Drawn, 60, 560 - (line * 22), 14, "f"));
            }
        });

        Assert.NotNull(text.Unread);
    }

    [Fact]
    public async Task ExtractAsync_WhiteLettersDrawnOnPaper_ShowNothing()
    {
        var text = await ExtractAsync(page => page.Raw("1 g").Raw(
            BlockLetters.Draw(Drawn, 60, 560, 14, "f")));

        Assert.Null(text.Unread);
    }

    [Fact]
    public async Task ExtractAsync_ScanInStripsOfThreeRows_IsOnePicture()
    {
        var picture = await TextPictures.PrintedAsync(engines);
        const int Rows = 3;

        var text = await ExtractAsync(page =>
        {
            for (var row = 0; row + Rows <= picture.Height; row += Rows)
            {
                page.Image(picture.Rows(row, Rows), 0, 842 - ((row + Rows) * 3.3), 595, Rows * 3.3);
            }
        });

        Assert.Equal(TextLayerQuality.NoTextLayer, text.Reason);
        Assert.Equal(595, Assert.Single(text.Images).Width, 1.0);
    }

    [Fact]
    public async Task ExtractAsync_ScanWithALongFooterOfRealText_IsAScan()
    {
        var lines = Enumerable.Range(0, 7).SelectMany(_ => TextPictures.Lines);
        var picture = await TextPictures.DrawAsync(engines, page => page.Lines(60, 740, lines, 12), 595, 780);

        var text = await ExtractAsync(page => page.Image(picture.ToImage(), 0, 60, 595, 780).Text(
            20, 20, "Downloaded from the county library on the third of March by a reader of the university, for own use only. "
                + "Further copies need the consent of the publisher.", 7));

        Assert.Equal(TextLayerQuality.ScannedPageWithStrayText, text.Reason);
    }

    [Theory]
    [InlineData("f")]
    [InlineData("S")]
    public async Task ExtractAsync_LettersDrawnAsShapes_TellsWhere(string paint)
    {
        var text = await ExtractAsync(page =>
        {
            page.Lines(60, 780, Own);
            for (var line = 0; line < 5; line++)
            {
                page.Raw(BlockLetters.Draw(Drawn, 60, 500 - (line * 22), 14, paint));
            }
        });

        Assert.Contains(text.Unread!, box => box is { L: < 75, Width: > 200 });
    }

    [Theory]
    [InlineData("0 1 -1 0 595 0 cm")]
    [InlineData("0 -1 1 0 0 842 cm")]
    public async Task ExtractAsync_LettersDrawnAsShapesOnTheirSide_TellsWhere(string turn)
    {
        var text = await ExtractAsync(page =>
        {
            page.Raw($"q {turn}");
            for (var line = 0; line < 5; line++)
            {
                page.Raw(BlockLetters.Draw(Drawn, 200, 400 - (line * 22), 14, "f"));
            }

            page.Raw("Q");
        });

        Assert.Contains(text.Unread!, box => box.Height > 200);
    }

    [Fact]
    public async Task ExtractAsync_LettersDrawnAsLevelStrokes_TellsWhere()
    {
        var picture = await TextPictures.PrintedAsync(engines);
        const double Scale = 72 / TextPictures.Dpi;

        var text = await ExtractAsync(page =>
        {
            page.Lines(60, 780, Own).Raw($"{FormattableString.Invariant($"{Scale:0.##}")} w");
            for (var row = 0; row < picture.Height; row++)
            {
                page.Raw(Strokes(picture, row, 60, 500 - (row * Scale), Scale));
            }
        });

        Assert.Contains(text.Unread!, box => box is { L: < 80, Width: > 200 });
    }

    [Fact]
    public async Task ExtractAsync_ColourSeenThroughLetters_TellsWhere()
    {
        var text = await ExtractAsync(page =>
        {
            page.Lines(60, 780, Own).Raw("q");
            for (var line = 0; line < 5; line++)
            {
                page.Raw(BlockLetters.Draw(Drawn, 60, 500 - (line * 22), 14, ""));
            }

            page.Raw("W n 0 0 0.5 rg 0 0 595 842 re f Q");
        });

        Assert.Contains(text.Unread!, box => box is { L: < 75, Width: > 200 });
    }

    [Fact]
    public async Task ExtractAsync_MarksOfAChart_AreNoText()
    {
        var marks = string.Concat(Enumerable.Range(0, 200).Select(mark => string.Create(CultureInfo.InvariantCulture,
            $"{80 + (mark * 2)} {300 + (mark * 37 % 150)} 5 5 re f\n")));

        var text = await ExtractAsync(page => page.Lines(60, 780, Own).Raw(marks));

        Assert.Null(text.Unread);
    }

    [Fact]
    public async Task RecognizeAsync_Regions_GivesTheirWordsWhereTheyStandAndNoOthers()
    {
        var picture = await TextPictures.PrintedAsync(engines);
        var source = engines.Pdf(new PdfBuilder().Page(
            page => page.Lines(60, 780, Own).Image(picture.ToImage(), 60, 400, 400, 120)));
        var layer = await engines.Extractor.ExtractAsync(
            source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        var found = await engines.Recognizer.RecognizeAsync(
            source, 1, new RecognizeSettings(Regions: layer.Unread, HidesText: true), default);

        Assert.Contains("forty boxes of honey jars", found.PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain("inspection", found.PlainText, StringComparison.Ordinal);
        Assert.All(found.Words, word => Assert.InRange(word.Box.CenterY, 842 - 522, 842 - 398));
    }

    [Fact]
    public async Task RecognizeAsync_MoreRegionsThanAreReadOneByOne_AreAllReadAndTheEmptyOnesTold()
    {
        const int Captions = 60;
        string[] words = ["apples", "pears", "honey", "bread", "cheese", "butter"];
        var pictures = await Task.WhenAll(words.Select(word =>
            TextPictures.DrawAsync(engines, page => page.Text(4, 4, $"Crate of {word}", 11), 120, 16)));
        var photo = TextPictures.Photo(120, 16);
        var source = engines.Pdf(new PdfBuilder().Page(page =>
        {
            for (var at = 0; at < Captions; at++)
            {
                page.Image(at == Captions - 1 ? photo : pictures[at % 6].ToImage(), 20 + (at % 4 * 140), 780 - (at / 4 * 40),
                    120, 16);
            }
        }));
        List<Box> regions = [.. Enumerable.Range(0, Captions).Select(at =>
            new Box(20 + (at % 4 * 140), 842 - 796 + (at / 4 * 40), 140 + (at % 4 * 140), 842 - 780 + (at / 4 * 40)))];

        var found = await engines.Recognizer.RecognizeAsync(
            source, 1, new RecognizeSettings(Regions: regions, HidesText: true), default);

        Assert.Equal(Captions - 1, found.Words.Count(word => word.Text == "Crate"));
        Assert.Equal(Captions - 1, found.Words.Count(word => word.EndsLine));
        Assert.Equal(regions[^1], Assert.Single(found.Untried!));
        Assert.Null(found.Unread);
    }

    [Fact]
    public async Task RecognizeAsync_RegionThatLiesOnItsSide_TellsTheTurnOfItsWords()
    {
        var picture = await TextPictures.PrintedAsync(engines);
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Raw("q 0 1 -1 0 600 0 cm")
            .Image(picture.ToImage(), 200, 100, 400, 120).Raw("Q")));

        var found = await engines.Recognizer.RecognizeAsync(
            source, 1, new RecognizeSettings(Regions: [new Box(380, 242, 500, 642)]), default);

        Assert.Contains("honey jars", found.PlainText, StringComparison.Ordinal);
        Assert.All(found.Words, word => Assert.Equal(270, word.AngleDeg));
        Assert.All(found.Words.Where(word => word.Text.Length > 4), word => Assert.True(word.Box.Height > word.Box.Width));
    }

    /// <summary>The black runs of a row of pixels, each a stroke of its own.</summary>
    private static string Strokes(PngPixels picture, int row, double left, double y, double scale)
    {
        var strokes = new StringBuilder();
        var samples = picture.Samples.AsSpan(row * picture.Width, picture.Width);
        for (var x = 0; x < samples.Length; x++)
        {
            var start = x;
            while (x < samples.Length && samples[x] < 128)
            {
                x++;
            }

            if (x > start)
            {
                strokes.Append(CultureInfo.InvariantCulture,
                    $"{left + (start * scale):0.##} {y:0.##} m {left + (x * scale):0.##} {y:0.##} l S\n");
            }
        }

        return strokes.ToString();
    }

    private Task<PageText> ExtractAsync(Action<PdfPage> draw) => engines.Extractor.ExtractAsync(
        engines.Pdf(new PdfBuilder().Page(draw)), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
}
