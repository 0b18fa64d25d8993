namespace DaprProcessing.Engines.Tests;

public sealed class ScriptTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const char Alef = '\u05D0';
    private const char Ideograph = '\u4E2D';

    [Fact]
    public async Task ExtractAsync_Hebrew_GivesWordsAndLettersInReadingOrder()
    {
        // On paper from left to right, as a PDF holds it: the first word is the rightmost, its first letter too.
        var text = await engines.Extractor.ExtractAsync(engines.File(MappedFontPdf.Build(Alef, "(FE 12 34 DC BA) Tj")), 1, default);

        Assert.Equal("\u05D0\u05D1 \u05D2\u05D3 12 34 \u05D4\u05D5\n", text.PlainText);
        Assert.True(text.Words[0].Box.L > text.Words[^1].Box.R);
    }

    [Theory]
    [InlineData("(ABCD) Tj")]
    [InlineData("[(AB) -300 (CD)] TJ")]
    public async Task ExtractAsync_Chinese_HasNoSpaces(string operators)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(MappedFontPdf.Build(Ideograph, operators)), 1, default);

        Assert.Equal("\u4E2D\u4E2E\u4E2F\u4E30\n", text.PlainText);
    }

    [Fact]
    public async Task ExtractAsync_ChineseInColumns_KeepsTheGap()
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(MappedFontPdf.Build(Ideograph, "[(AB) -1500 (CD)] TJ")), 1, default);

        Assert.Equal("\u4E2D\u4E2E \u4E2F\u4E30", text.PlainText.Trim().Replace('\n', ' '));
    }
}
