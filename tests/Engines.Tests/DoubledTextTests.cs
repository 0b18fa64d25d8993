using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>An unseen layer of recognised text over text that is seen.</summary>
public sealed class DoubledTextTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly string[] Lines = ["Twelve crates of apples", "and forty jars of honey", "were counted once more"];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 2)]
    [InlineData(-2, -3)]
    public async Task ExtractAsync_UnseenLinesOnSeenOnes_AreLeftOut(double right, double up)
    {
        var text = await ExtractAsync(page => Hidden(page.Lines(72, 700, Lines), 72 + right, 700 + up));

        Assert.Equal(string.Join("\n", Lines) + "\n", text.PlainText);
    }

    [Fact]
    public async Task ExtractAsync_UnseenLinesBelowSeenOnes_AreKept()
    {
        var text = await ExtractAsync(page => Hidden(page.Lines(72, 700, Lines), 72, 500));

        Assert.Equal(2, text.PlainText.Split("forty jars").Length - 1);
    }

    [Fact]
    public async Task ExtractAsync_AllLinesUnseen_AreKept()
    {
        var text = await ExtractAsync(page => Hidden(page.Image(TextPictures.Photo(60, 80), 0, 0, 595, 842), 72, 700));

        Assert.Equal(string.Join("\n", Lines) + "\n", text.PlainText);
    }

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(1, -1)]
    [InlineData(2.5, -2.5)]
    public async Task ExtractAsync_LinesStruckTwice_AreReadOnce(double right, double up)
    {
        var text = await ExtractAsync(page => page.Lines(72 + right, 700 + up, Lines).Lines(72, 700, Lines));

        Assert.Equal(
            string.Join(' ', Lines).Split(' ').Order(),
            text.PlainText.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task ExtractAsync_WordsStruckTwice_AreCounted()
    {
        var text = await ExtractAsync(page => page.Text(72.5, 700, "Twelve crates of").Text(72, 700, "Twelve crates of apples"));

        Assert.Equal("Twelve crates of apples", string.Join(' ', text.Words.Select(word => word.Text)));
        Assert.Equal(new LeftOutWords(OffPage: 0, Repeated: 3), text.LeftOut);
    }

    [Fact]
    public async Task ExtractAsync_LikeLinesBelowEachOther_AreKept()
    {
        var text = await ExtractAsync(page => page.Lines(72, 700, ["again", "again", "again"], 9));

        Assert.Equal(3, text.Words.Count);
        Assert.Null(text.LeftOut);
    }

    private static void Hidden(PdfPage page, double x, double y)
    {
        foreach (var line in Lines)
        {
            page.Text(x, y, line, hidden: true);
            y -= 11 * 1.3;
        }
    }

    private Task<PageText> ExtractAsync(Action<PdfPage> draw) =>
        engines.Extractor.ExtractAsync(engines.Pdf(new PdfBuilder().Page(draw)), 1, default);
}
