using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Reading;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests.Reading;

public sealed class PictureNoiseTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly PageWord[] Noise =
    [
        Word("ii", 300, 715, 0.21, 19, ends: true), Word("|", 270, 38, 0.1, 4), Word("~", 300, 38, 0.2, 15, ends: true),
        Word("fe", 261, 81, 0.3, 13), Word("4", 284, 81, 0.7, 48, ends: true), Word("HICH", 100, 400, 0.05, 28, ends: true),
        Word("VI", 268, 238, 0, 4), Word("wit", 296, 225, 0.35, 18), Word("ths", 332, 231, 0.2, 12, ends: true),
        Word("ARAN", 300, 356, 0.09, 13, ends: true), Word("hoy", 63, 500, 0.3, 40, ends: true),
        Word("Sore", 80, 560, 0.09, 20, ends: true), Word("matt", 400, 620, 0.24, 24, ends: true),
    ];

    [Fact]
    public void LeaveOut_LettersScatteredOverAPhotograph_AreUnreadPlaces()
    {
        var text = PictureNoise.LeaveOut(Page(Noise));

        Assert.Equal(("", PageText.NoWords, null), (text.PlainText, text.UnreadReason, text.Confidence));
        Assert.Equal(0, PageTextOrigin.Of(text).Coverage);
        Assert.Equal(new Box(0, 0, 595, 842), Assert.Single(text.Images));
    }

    [Fact]
    public void LeaveOut_TitlePrintedInThePhotograph_IsWhatThePageSays()
    {
        var text = PictureNoise.LeaveOut(Page(
            [.. Noise, Word("Harbour", 60, 200, 0.93, 48), Word("Plan", 250, 200, 0.5, 48, ends: true)]));

        Assert.Equal(("Harbour Plan\n", PageText.NoWords), (text.PlainText, text.UnreadReason));
        Assert.InRange(PageTextOrigin.Of(text).Coverage, 0.1, 0.95);
    }

    [Fact]
    public void LeaveOut_PageTurnedForItsNoise_LiesAsItLay()
    {
        var turned = Page(Noise) with { WidthPt = 842, HeightPt = 595, RotationDeg = 270, SlopeDeg = 3 };

        var text = PictureNoise.LeaveOut(turned);
        var told = PictureNoise.LeaveOut(turned, quarters: 3);

        Assert.Equal((595.0, 842.0, 0, 0.0), (text.WidthPt, text.HeightPt, text.RotationDeg, text.SlopeDeg));
        Assert.Equal((842.0, 595.0, 270), (told.WidthPt, told.HeightPt, told.RotationDeg));
        Assert.Equal(told.Unread, text.Unread!.Select(box => box.Turn(3, 595, 842)));
    }

    [Fact]
    public void LeaveOut_EyesAndWindows_AreNoSigns()
    {
        var text = PictureNoise.LeaveOut(Page(
            Word("o", 618, 530, 0.58, 22, ends: true), Word("0", 543, 529, 0.65, 22, ends: true),
            Word("0", 244, 485, 0.65, 22, ends: true), Word("0", 275, 480, 0.82, 32, ends: true)));

        Assert.Empty(text.Words);
    }

    [Fact]
    public void LeaveOut_ScanThatIsReadBadly_StaysAsItStandsInLines()
    {
        var page = Page([.. Enumerable.Range(0, 6).SelectMany(row => new[]
        {
            Word("Patrctnation", 60, 100 + (14 * row), 0.1, 12), Word("of", 150, 100 + (14 * row), 0.5, 12),
            Word("semmmun", 170, 100 + (14 * row), 0, 12), Word("Reeewe", 240, 100 + (14 * row), 0.1, 12),
            Word("nat", 300, 100 + (14 * row), 0.3, 8, ends: true),
        })]);

        Assert.Same(page, PictureNoise.LeaveOut(page));
    }

    [Fact]
    public void LeaveOut_FewDoubtfulWordsAmongSureOnes_Stay()
    {
        var page = Page(Word("Northern", 60, 100, 0.95, 12), Word("Warehouse", 130, 100, 0.95, 12, ends: true),
            Word("T3l.", 60, 130, 0.2, 9, ends: true), Word("a7-l2", 60, 150, 0.1, 14, ends: true));

        Assert.Same(page, PictureNoise.LeaveOut(page));
    }

    [Fact]
    public void LeaveOut_OneNumberOnASheet_Stays()
    {
        var page = Page(Word("7", 300, 800, 0.6, 12, ends: true));

        Assert.Same(page, PictureNoise.LeaveOut(page));
    }

    [Fact]
    public void Settle_PlacesThatASecondRecogniserRead_AreUnreadNoMore()
    {
        var page = Page(Word("Harbour", 60, 200, 0.99, 48, ends: true)) with
        {
            Unread = [new Box(50, 190, 200, 260), new Box(300, 600, 320, 620)],
            UnreadReason = PageText.NoWords,
        };

        var settled = PictureNoise.Settle(page);
        var whole = PictureNoise.Settle(page with { Unread = [page.Unread[0]] });

        Assert.Equal((page.Unread[1], PageText.NoWords), (Assert.Single(settled.Unread!), settled.UnreadReason));
        Assert.Equal((null, null), (whole.Unread, whole.UnreadReason));
    }

    [Fact]
    public async Task RecognizeAsync_PhotographAsAnImage_HasNoWords()
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Image(Photographs.Leaves(1240, 1754), 0, 0, 595, 842)));
        var drawn = engines.NewPath(".png");
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(200, Grayscale: true), drawn, default);

        var text = await engines.Recognizer.RecognizeAsync(
            new DocumentSource(drawn, MediaTypes.Png), 1, new RecognizeSettings(), default);

        Assert.Equal(("", PageText.NoWords, 0), (text.PlainText, text.UnreadReason, text.RotationDeg));
    }

    private static PageText Page(params PageWord[] words) => new(
        1, 595, 842, TextSource.Ocr, null, 0.2, [new PageFont(PageText.RecognizedFont, false, false, false)], words, [], []);

    private static PageWord Word(string text, double left, double top, double confidence, double height, bool ends = false) =>
        new(text, new Box(left, top, left + (7 * text.Length), top + height), 0, height, ends) { Confidence = confidence };
}
