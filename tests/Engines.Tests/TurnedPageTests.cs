using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Text that does not run the way its page is displayed.</summary>
public sealed class TurnedPageTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly string[] Lines = ["The first line of the page", "and below it the second one"];

    [Theory]
    [InlineData(90, 90)]
    [InlineData(180, 180)]
    [InlineData(270, 270)]
    public async Task ExtractAsync_AllTextRunsAnotherWay_IsTurnedUntilItReads(double drawnDeg, int turnedDeg)
    {
        var text = await ExtractAsync(page =>
        {
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(drawnDeg));
            for (var line = 0; line < Lines.Length; line++)
            {
                page.Text(300 + (sin * line * 20), 400 - (cos * line * 20), Lines[line], rotationDegrees: drawnDeg);
            }
        });

        Assert.Equal(turnedDeg, text.RotationDeg);
        Assert.Equal(turnedDeg == 180 ? (595, 842) : (842, 595), (text.WidthPt, text.HeightPt));
        Assert.All(text.Words, word => Assert.Equal(0, word.AngleDeg));
        Assert.All(text.Words, word => Assert.True(word.Text.Length < 4 || word.Box.Width > word.Box.Height));
        var second = text.Words.Single(word => word.Text == "below");
        Assert.InRange(second.Box.T - text.Words.Single(word => word.Text == "first").Box.T, 19, 21);
        Assert.True(second.Box.L < text.Words.Single(word => word.Text == "second").Box.L);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-4)]
    [InlineData(2.5)]
    public async Task ExtractAsync_AllTextRunsAskew_IsLevelOnASlope(double upDeg)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(upDeg));

        var text = await ExtractAsync(page => page.Raw(FormattableString.Invariant(
            $"q {cos:0.####} {sin:0.####} {-sin:0.####} {cos:0.####} 60 60 cm")).Lines(72, 600, Lines).Raw("Q"));

        Assert.Equal(-upDeg, text.SlopeDeg, 0.3);
        Assert.All(text.Words, word => Assert.Equal((0, true), (word.AngleDeg, word.Box.Height < 16)));
        Assert.Equal(string.Join('\n', Lines), text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_AStampAskew_LeavesThePageLevel()
    {
        var text = await ExtractAsync(
            page => page.Lines(72, 700, [.. Lines, .. Lines]).Text(300, 300, "DRAFT", rotationDegrees: 20));

        Assert.Equal(0, text.SlopeDeg);
    }

    [Fact]
    public async Task ExtractAsync_UprightTextThatRotateLaysOnItsSide_IsTurnedBack()
    {
        var text = await ExtractAsync(page => page.Lines(72, 700, Lines).Rotate = 90);

        Assert.Equal((270, 595.0, 842.0), (text.RotationDeg, text.WidthPt, text.HeightPt));
        Assert.Equal(72, text.Words[0].Box.L, 1.0);
    }

    [Fact]
    public async Task ExtractAsync_TableOnItsSideBelowAnUprightHead_IsTurnedWithItsRules()
    {
        var text = await ExtractAsync(page => page.Text(72, 800, "Report").Raw("q 0 1 -1 0 500 100 cm")
            .Table(0, 300, 100, 20, [["Month", "Ships", "Crates"], ["June", "twelve", "forty"], ["July", "eleven", "sixty"]])
            .Raw("Q"));

        Assert.Equal(90, text.RotationDeg);
        Assert.Equal(4, text.Rules.Count(rule => rule.Width > 290 && rule.Height < 2));
        Assert.Equal(90, text.Words.Single(word => word.Text == "Report").AngleDeg);
    }

    [Fact]
    public async Task ExtractAsync_SidewaysStampInTheMargin_LeavesThePageAsItIs()
    {
        var text = await ExtractAsync(
            page => page.Lines(72, 700, Lines).Text(30, 300, "preprint 2103.00001", rotationDegrees: 90));

        Assert.Equal((0, 595.0), (text.RotationDeg, text.WidthPt));
        Assert.Equal(270, text.Words.Single(word => word.Text == "preprint").AngleDeg);
    }

    private Task<PageText> ExtractAsync(Action<PdfPage> draw) => engines.Extractor.ExtractAsync(
        engines.Pdf(new PdfBuilder().Page(draw)), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
}
