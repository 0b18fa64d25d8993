using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;
using DaprProcessing.TestKit;

namespace DaprProcessing.Engines.Tests;

public sealed class ScriptTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const StringSplitOptions NoEmpty = StringSplitOptions.RemoveEmptyEntries;
    private const char Alef = '\u05D0';
    private const char Ideograph = '\u4E2D';

    [Fact]
    public async Task ExtractAsync_Hebrew_GivesWordsAndLettersInReadingOrder()
    {
        // On paper from left to right, as a PDF holds it: the first word is the rightmost, its first letter too.
        var text = await engines.Extractor.ExtractAsync(
            engines.File(MappedFontPdf.Build(Alef, "(FE 12 34 DC BA) Tj")), 1, default);

        Assert.Equal("\u05D0\u05D1 \u05D2\u05D3 12 34 \u05D4\u05D5\n", text.PlainText);
        Assert.True(text.Words[0].Box.L > text.Words[^1].Box.R);
    }

    [Theory]
    [InlineData("notice-hebrew")]
    [InlineData("notice-persian")]
    public async Task ExtractAsync_DocumentOfOneScript_HasAllItsLinesInOrder(string sample)
    {
        var source = new DocumentSource(SamplePaths.Sample($"{sample}.pdf"), MediaTypes.Pdf);
        var pages = new List<PageLayout>();
        for (var page = 1; page <= 2; page++)
        {
            pages.Add(PageAnalyzer.Analyze(await engines.Extractor.ExtractAsync(
                source, page, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default)));
        }

        var text = DoclingText.ToText(DocumentAssembler.Assemble(new DocumentOrigin(MediaTypes.Pdf, 1, sample), pages));

        Assert.Equal(await WordsAsync(SamplePaths.Sample($"{sample}.txt")), text.Split((char[]?)null, NoEmpty));

        static async Task<string[]> WordsAsync(string path) => (await File.ReadAllTextAsync(path)).Split((char[]?)null, NoEmpty);
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
        var text = await engines.Extractor.ExtractAsync(
            engines.File(MappedFontPdf.Build(Ideograph, "[(AB) -1500 (CD)] TJ")), 1, default);

        Assert.Equal("\u4E2D\u4E2E \u4E2F\u4E30", text.PlainText.Trim().Replace('\n', ' '));
    }

    [Fact]
    public async Task ExtractAsync_NumberInRightToLeftLine_StaysWhole()
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(MappedFontPdf.Build(Alef, "(FE 47.500 DC BA) Tj")), 1,
            default);

        Assert.Equal("\u05D0\u05D1 \u05D2\u05D3 47.500 \u05D4\u05D5\n", text.PlainText);
    }

    [Theory]
    [InlineData("06440627")]
    [InlineData("FEFB")]
    public async Task ExtractAsync_LamAlefInOneGlyph_IsLamThenAlef(string mapped)
    {
        // On paper from left to right: alef, the ligature, kaf; in words kaf, lam, alef, alef.
        var file = System.Text.Encoding.ASCII.GetString(MappedFontPdf.Build(Alef, "(ALK) Tj"))
            .Replace("3 beginbfrange",
                "3 beginbfchar\n<41> <0627>\n<4B> <0643>\n<4C> <" + mapped + ">\nendbfchar\n2 beginbfrange",
                    StringComparison.Ordinal)
            .Replace($"<41> <5A> <{(int)Alef:X4}>\n", "", StringComparison.Ordinal);

        var text = await engines.Extractor.ExtractAsync(engines.File(System.Text.Encoding.ASCII.GetBytes(file)), 1, default);

        Assert.Equal("\u0643\u0644\u0627\u0627", text.PlainText.Trim());
    }
}
