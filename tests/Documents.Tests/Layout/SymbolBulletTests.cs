using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class SymbolBulletTests
{
    [Theory]
    [InlineData("r", "ABCDEF+Wingdings", true)]
    [InlineData("n", "ZapfDingbats", true)]
    [InlineData("n", "Webdings-Regular", true)]
    [InlineData("\u0084", "Serif", true)]
    [InlineData("\uF0B7", "Serif", true)]
    [InlineData("\uFFFD", "Serif", true)]
    [InlineData("\U0010009C", "Serif", true)]
    [InlineData("\u0002", "Serif", true)]
    [InlineData("r\u0001", "Serif", true)]
    [InlineData("α", "Symbol", false)]
    [InlineData("re\u0001", "Serif", false)]
    [InlineData("r", "Serif", false)]
    [InlineData("rr", "Wingdings", false)]
    [InlineData("", "Wingdings", false)]
    public void IsSymbol_OfAWord_IsOneGlyphWithoutAReadableName(string text, string font, bool expected) =>
        Assert.Equal(expected, SymbolBullets.IsSymbol(text, font));

    [Fact]
    public void Analyze_LettersOfWingdingsBeforeItems_AreBullets() =>
        Assert.Equal("- Database performance\n- Row and column access\n", Convert.ToMarkdown(Items("r", "Wingdings")));

    [Theory]
    [InlineData("\u0084")]
    [InlineData("\u0002")]
    [InlineData("r\u0001")]
    public void Analyze_ControlCharactersBeforeItems_AreBullets(string glyph) =>
        Assert.Equal("- Database performance\n- Row and column access\n", Convert.ToMarkdown(Items(glyph, "Serif")));

    [Fact]
    public void Analyze_GlyphsOfTheSecondPrivateUseArea_AreBullets() =>
        Assert.Equal("- Database performance\n- Row and column access\n", Convert.ToMarkdown(Items("\U001000B2", "Serif")));

    [Fact]
    public void Analyze_LetterOfAnOrdinaryFont_StaysALetter() =>
        Assert.Contains("r Database performance", Convert.ToMarkdown(Items("r", "Serif")), StringComparison.Ordinal);

    [Fact]
    public void Analyze_SymbolInsideALine_StaysWhatItIs()
    {
        var page = Page([Word("press", 72, 100, 0), Word("n", 105, 100, 1), Word("twice", 116, 100, 0), Word("and", 72, 114, 0),
            Word("n", 105, 114, 1), Word("once", 116, 114, 0)], "Wingdings");

        Assert.Equal("press n twice and n once\n", Convert.ToMarkdown(page));
    }

    [Fact]
    public void Analyze_OneSymbolAlone_IsNoList()
    {
        var page = Page([Word("J", 72, 100, 1), Word("all", 84, 100, 0), Word("is", 102, 100, 0), Word("well", 116, 100, 0)],
            "Wingdings");

        Assert.Equal("J all is well\n", Convert.ToMarkdown(page));
    }

    [Fact]
    public void Analyze_CheckBoxes_BecomeCheckBoxItems()
    {
        var page = new PageBuilder().Line(72, 100, "☐ The gate is closed").Line(72, 114, "☑ The light is lit").Build();

        Assert.Equal("- [ ] The gate is closed\n\n- [x] The light is lit\n", Convert.ToMarkdown(page));
        Assert.Equal(["checkbox_unselected", "checkbox_selected"], Convert.ToDocument(page).Texts.Select(text => text.Label));
    }

    private static PageText Items(string glyph, string font) => Page(
    [
        Word(glyph, 72, 100, 1), Word("Database", 86, 100, 0), Word("performance", 130, 100, 0),
        Word(glyph, 72, 114, 1), Word("Row", 86, 114, 0), Word("and", 105, 114, 0), Word("column", 124, 114, 0),
            Word("access", 158, 114, 0),
    ], font);

    private static PageWord Word(string text, double l, double t, int font) =>
        new(text, new Box(l, t, l + PageBuilder.WidthOf(text, 10), t + 11), font, 10);

    private static PageText Page(PageWord[] words, string symbolFont) => new(
        1, 612, 792, TextSource.TextLayer, null, null, [new("Serif", false, false, false), new(symbolFont, false, false, false)],
            words, [], []);
}
