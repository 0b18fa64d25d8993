using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Lines whose letters stand apart.</summary>
public sealed class SpacedOutTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string Line = "Harbour authority of the north";

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public async Task ExtractAsync_EqualRoomBetweenLetters_IsReadAsWords(int roomPt)
    {
        var text = await ReadAsync(page => page.Raw($"{roomPt} Tc").Text(60, 700, Line).Raw("0 Tc"));

        Assert.Equal(Line, text);
    }

    [Fact]
    public async Task ExtractAsync_ALetterAtEqualSteps_IsReadAsWords()
    {
        var text = await ReadAsync(page =>
        {
            for (var at = 0; at < Line.Length; at++)
            {
                page.Text(60 + (14 * at), 700, Line[at..(at + 1)]);
            }
        });

        Assert.Equal(Line, text);
    }

    [Fact]
    public async Task ExtractAsync_LettersInColumns_StayApart()
    {
        string[] heads = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];

        var text = await ReadAsync(page =>
        {
            for (var at = 0; at < heads.Length; at++)
            {
                page.Text(60 + (40 * at), 700, heads[at]);
            }
        });

        Assert.Equal(string.Join(' ', heads), text);
    }

    private async Task<string> ReadAsync(Action<PdfPage> draw) =>
        (await engines.Extractor.ExtractAsync(engines.Pdf(new PdfBuilder().Page(draw)), 1, default)).PlainText.Trim();
}
