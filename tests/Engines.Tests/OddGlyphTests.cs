using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;

namespace DaprProcessing.Engines.Tests;

/// <summary>Glyphs that are not what the text layer says: letters called spaces, pages that are one glyph.</summary>
public sealed class OddGlyphTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ExtractAsync_LettersCalledSpaces_AreUnreadableAndNoGaps()
    {
        var source = engines.File(MappedFontPdf.Build(' ', "(HAJK LAMN OPAQ RAST UAVW) Tj"));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.Equal(["'\uFFFD)*", "+\uFFFD,-", "./\uFFFD0", "1\uFFFD23", "4\uFFFD56"], text.Words.Select(word => word.Text));
    }

    [Theory]
    [InlineData("(THE LEDGER IS OPEN FOR ALL TO SEE AT NOON) Tj")]
    [InlineData("5 Tw (THE LEDGER IS OPEN FOR ALL TO SEE AT NOON) Tj")]
    [InlineData("[(THE LEDGER) -600 (IS OPEN) -600 (FOR ALL TO SEE AT) -600 (NOON)] TJ")]
    public async Task ExtractAsync_SpacesWithoutInk_AreGaps(string operators)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(MappedFontPdf.Build('A', operators)), 1, default);

        Assert.Equal("THE LEDGER IS OPEN FOR ALL TO SEE AT NOON", string.Join(' ', text.Words.Select(word => word.Text)));
    }

    [Theory]
    [InlineData(0xFFFD)]
    [InlineData(0x07)]
    [InlineData(0xE023)]
    public async Task ExtractAsync_LeadersMappedToNothing_AreDots(int mapped)
    {
        var source = engines.File(MappedFontPdf.Build('A', "(HARBOUR DUES ................ 34) Tj", dot: (char)mapped));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.Equal("HARBOUR DUES ................ 34", string.Join(' ', text.Words.Select(word => word.Text)));
        Assert.Null(text.Reason);
    }

    [Theory]
    [InlineData("0 1 -1 0 300 200")]
    [InlineData("0 -1 1 0 300 700")]
    [InlineData("-1 0 0 -1 500 400")]
    [InlineData(".94 .34 -.34 .94 100 200")]
    public async Task ExtractAsync_LeadersOfTurnedText_AreDots(string matrix)
    {
        var source = engines.File(
            MappedFontPdf.Build('A', $"{matrix} Tm (HARBOUR DUES ................ 34) Tj", dot: '\uFFFD'));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.Contains("................", string.Join(' ', text.Words.Select(word => word.Text)), StringComparison.Ordinal);
        Assert.Null(text.Reason);
    }

    [Fact]
    public async Task ExtractAsync_LettersMappedToNothing_AreNoDots()
    {
        var source = engines.File(MappedFontPdf.Build('\uE000', "(HARBOUR DUES) Tj"));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.DoesNotContain(text.Words, word => word.Text.Contains('.', StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExtractAsync_UnseenSpacesOverAScan_AreGaps()
    {
        var source = engines.File(MappedFontPdf.Build(' ', "3 Tr (HAJK LAMN OPAQ RAST UAVW) Tj"));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.DoesNotContain(text.Words, word => word.Text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExtractAsync_TextInAType3FontWithoutAMap_IsNotBelieved()
    {
        // Glyphs are numbered as the document first needs them, and neither their names nor a map tell letters.
        const string Codes = "(\\001\\002\\003\\004\\005\\002\\003\\006\\007\\001\\010\\002\\003\\004) Tj ";
        var glyphs = Enumerable.Range(1, 8).Select(glyph => RawPdf.Stream("", $"500 0 0 0 400 600 d1 0 0 {glyph * 50} 600 re f"));
        var source = engines.File(RawPdf.Page(
            $"BT /F 20 Tf 60 700 Td {Codes} 0 -30 Td {Codes} ET", "/Font << /F 5 0 R >>",
            [
                "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [.001 0 0 .001 0 0] /CharProcs << "
                    + string.Join(' ', Enumerable.Range(1, 8).Select(glyph => $"/g{glyph} {glyph + 5} 0 R"))
                    + " >> /Encoding << /Type /Encoding /Differences [1 /g1 /g2 /g3 /g4 /g5 /g6 /g7 /g8] >> /FirstChar 1 "
                    + "/LastChar 8 /Widths [500 500 500 500 500 500 500 500] >>",
                .. glyphs,
            ]));

        var text = await engines.Extractor.ExtractAsync(source, 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        Assert.Contains(text.Reason, new[] { TextLayerQuality.GarbledTextLayer, TextLayerQuality.NoTextLayer });
    }

    [Theory]
    [InlineData("1 0 0 1 0 0", true)]
    [InlineData("0.9 0 0 0.9 20 40", true)]
    [InlineData("0.05 0 0 0.05 20 40", false)]
    public async Task ExtractAsync_GlyphOfAWholePage_IsAPicture(string matrix, bool isPicture)
    {
        var glyph = "600 0 0 0 600 800 d1 50 50 500 10 re 50 90 500 10 re 50 700 500 10 re f";
        var content = $"BT /F 1 Tf {matrix} Tm (a) Tj ET";
        var pdf = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 4 0 R >> >> "
            + "/Contents 5 0 R >>\nendobj\n4 0 obj\n"
            + "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 800] /FontMatrix [1 0 0 1 0 0] "
            + "/CharProcs << /a 6 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 "
            + $"/Widths [600] >>\nendobj\n5 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
            + $"6 0 obj\n<< /Length {glyph.Length} >>\nstream\n{glyph}\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

        var text = await engines.Extractor.ExtractAsync(engines.File(Encoding.ASCII.GetBytes(pdf)), 1, default);

        Assert.Equal(isPicture ? (TextSource.None, 0, 1) : (TextSource.TextLayer, 1, 0),
            (text.Source, text.Words.Count, text.Images.Count));
    }
}
