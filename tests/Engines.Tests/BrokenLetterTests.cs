using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Tests;

/// <summary>Glyphs of which PDFium does not know what letters they are.</summary>
public sealed class BrokenLetterTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string Before = "many usual words of plain text stand on the page before those that matter here";
    private const string NamedLigatures = "/Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        + "/BaseEncoding /WinAnsiEncoding /Differences [29 /unknown /f_f_i /f_f] >>";

    // A bitmap font as dvips makes it: no name, and glyphs called after their places.
    private const string Bitmaps = "/Type3 /FontBBox [0 0 600 600] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 6 0 R >> "
        + "/FirstChar 10 /LastChar 122 /Widths 7 0 R /Encoding << /Type /Encoding /Differences [11 /a11 /a12 /a13 /a14 /a15 "
        + "16 /a16 /a17 27 /a27 /a28 /a29 /a30] >>";

    [Theory]
    [InlineData(NamedLigatures, "an e\\036cient sta\\037", "an efficient staff")]
    [InlineData(NamedLigatures, "an e\\035cient way", "an e\u001Dcient way")]
    [InlineData(Bitmaps, "an e\\016cient way to re\\015ect it", "an efficient way to reflect it")]
    [InlineData(Bitmaps, "\\020an e\\036cient way\\021 to \\034nd it", "“an efficient way” to find it")]
    [InlineData(Bitmaps, "a \\001 way \\034nd", "a \u0001 way \u001Cnd")]
    public async Task ExtractAsync_LigatureInAPlaceOfNoLetter_IsItsLetters(string font, string operand, string expected)
    {
        var text = await engines.Extractor.ExtractAsync(
            engines.File(Page(font, operand)), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);

        Assert.Equal($"{Before}\n{expected}\n", text.PlainText);
    }

    private static byte[] Page(string font, string operand)
    {
        var content = $"BT /F 10 Tf 72 700 Td ({Before}) Tj 0 -40 Td ({operand}) Tj ET";
        var widths = string.Join(' ', Enumerable.Repeat("500", 113));
        return Encoding.ASCII.GetBytes(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            + "/Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >>\nendobj\n"
            + $"4 0 obj\n<< /Type /Font /Subtype {font} >>\nendobj\n"
            + $"5 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
            + "6 0 obj\n<< /Length 36 >>\nstream\n500 0 0 0 500 500 d1 0 0 500 500 re f\nendstream\nendobj\n"
            + $"7 0 obj\n[{widths}]\nendobj\ntrailer\n<< /Root 1 0 R /Size 8 >>\n%%EOF\n");
    }
}
