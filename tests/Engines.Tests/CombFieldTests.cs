using System.Globalization;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Tests;

/// <summary>Fields with a place for every letter: their values are words.</summary>
public sealed class CombFieldTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const int Comb = 1 << 24;

    [Theory]
    [InlineData("AB12", 4)]
    [InlineData("AB12", 10)]
    [InlineData("DE02120300000000202051", 22)]
    [InlineData("12 AB", 8)]
    [InlineData("7X", 3)]
    public async Task ExtractAsync_CombWithoutAnAppearance_IsReadAsItsValue(string value, int places)
    {
        var text = await ReadAsync(Field(value, 100, $"/Ff {Comb} /MaxLen {places} /DA (/Helv 12 Tf 0 g)"));

        Assert.Equal(value, text.PlainText.Trim());
        Assert.InRange(text.Words[0].Box.L, 100, 160);
        Assert.Equal(value.Split(' ').Length, text.Words.Count);
    }

    [Theory]
    [InlineData("AB12")]
    [InlineData("12 AB")]
    [InlineData("Q")]
    public async Task ExtractAsync_LettersThatAnAppearanceSetsOneByOne_AreReadAsItsValue(string value)
    {
        var text = await ReadAsync(
            [.. Field(value, 100, $"/Ff {Comb} /MaxLen 8 /AP << /N 9 0 R >>"), Appearance(value, 25)]);

        Assert.Equal(value, text.PlainText.Trim());
        Assert.True(text.Words[0].Box.Width > 20 * (value.IndexOf(' ', StringComparison.Ordinal) is var at and >= 0 ? at - 1
            : value.Length - 1));
    }

    [Fact]
    public async Task ExtractAsync_LettersOneByOneWithoutTheFlag_AreReadAsItsValue()
    {
        var text = await ReadAsync([.. Field("AB12", 100, "/AP << /N 9 0 R >>"), Appearance("AB12", 25)]);

        Assert.Equal("AB12", text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_AppearanceThatShowsAnotherText_IsReadAsItShows()
    {
        var text = await ReadAsync([.. Field("AB12", 100, "/AP << /N 9 0 R >>"), Appearance("AB13", 25)]);

        Assert.Equal("A B 1 3", text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_PasswordInAComb_StaysAsItIsShown()
    {
        var text = await ReadAsync([.. Field("AB12", 100, "/Ff 8192 /AP << /N 9 0 R >>"), Appearance("****", 25)]);

        Assert.DoesNotContain("AB12", text.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_FieldsOfADateBesideOneAnother_AreAWordEach()
    {
        string[] parts = ["24", "12", "2026"];
        var lefts = (int[])[100, 150, 200];
        var objects = parts.SelectMany((part, at) => (string[])[
            Widget(part, lefts[at], part.Length * 25, $"/T (part{at}) /AP << /N {7 + (at * 2)} 0 R >>"),
            Appearance(part, 25, part.Length * 25)]).ToArray();

        var text = await ReadAsync(objects, "6 0 R 8 0 R 10 0 R");

        Assert.Equal("24 12 2026", text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_TextBesideTheField_KeepsItsWords()
    {
        var text = await ReadAsync(
            [.. Field("AB12", 100, $"/Ff {Comb} /MaxLen 4 /DA (/Helv 12 Tf 0 g)")],
            content: "BT /F 12 Tf 40 704 Td (A B C:) Tj ET");

        Assert.Equal("A B C: AB12", text.PlainText.ReplaceLineEndings(" ").Trim());
    }

    /// <summary>Objects 6 to 8: the field, and two that stand empty.</summary>
    private static string[] Field(string value, int left, string entries) =>
        [Widget(value, left, 200, $"/T (code) {entries}"), "<< >>", "<< >>"];

    private static string Widget(string value, int left, int width, string entries) =>
        $"<< /Type /Annot /Subtype /Widget /FT /Tx /V ({value}) {entries} /Rect [{left} 700 {left + width} 720] >>";

    private static string Appearance(string value, double pitch, int width = 200)
    {
        var letters = string.Concat(value.Select((letter, at) => letter == ' ' ? "" : string.Create(
            CultureInfo.InvariantCulture, $"BT /F 12 Tf {(at * pitch) + 8} 5 Td ({letter}) Tj ET ")));
        return RawPdf.Stream($"/Type /XObject /Subtype /Form /BBox [0 0 {width} 20] /Resources << /Font << /F 5 0 R >> >>",
            $"/Tx BMC {letters}EMC");
    }

    private Task<PageText> ReadAsync(string[] objects, string fields = "6 0 R", string content = "") =>
        engines.Extractor.ExtractAsync(engines.File(RawPdf.Of(
        [
            $"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{fields}] /DR << /Font << /Helv 5 0 R >> >> >> >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> "
                + $"/Annots [{fields}] /Contents 4 0 R >>",
            RawPdf.Stream("", content), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", .. objects,
        ])), 1, default);
}
