using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;

namespace DaprProcessing.Engines.Tests;

/// <summary>Text layers that are wrong as a whole, as files have them.</summary>
public sealed class WrongMapTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string Sound = "Twelve crates of apples and forty jars of honey";

    [Fact]
    public async Task ExtractAsync_CyrillicToldAsWesternLetters_IsCyrillic()
    {
        const string Told = "Íàêëàäíàÿ ñåâåðíîãî ñêëàäà ñîäåðæèò äâåíàäöàòü ÿùèêîâ ÿáëîê è ñîðîê áàíîê ì¸äà.";

        var text = await ReadAsync(Told, "/Encoding /WinAnsiEncoding");

        Assert.Equal("Накладная северного склада содержит двенадцать ящиков яблок и сорок банок мёда.", text.PlainText.Trim());
        Assert.Null(text.Reason);
    }

    [Theory]
    [InlineData("L'été où là à déjà très près élève été été côté à ça")]
    [InlineData("Ãòçéêöíãøù çõúôûâà ïðîëäæ ýÿ÷ñìèòüáþ ùøãêíå")]
    public async Task ExtractAsync_AccentsThatMakeNoCyrillicWords_StayAsTheyAre(string told)
    {
        var text = await ReadAsync(told, "/Encoding /WinAnsiEncoding");

        Assert.Equal(told, text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_EveryLetterToldAsASpace_IsUnread()
    {
        var text = await ReadAsync(Sound, "/ToUnicode 6 0 R");

        Assert.Empty(text.Words);
        Assert.Equal(TextLayerQuality.NoTextLayer, text.Reason);
        Assert.Equal(0, PageTextOrigin.Of(text).Coverage);
    }

    [Fact]
    public async Task ExtractAsync_SpacesAlone_AreABlankPage()
    {
        var text = await ReadAsync("     ", "/Encoding /WinAnsiEncoding");

        Assert.Equal((null, null), (text.Reason, text.Unread));
    }

    /// <summary>A line in a font; object 6 maps every code to a space.</summary>
    private Task<PageText> ReadAsync(string line, string font)
    {
        const string Map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
            + "1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange\n<21> <FF> [";
        var spaces = string.Concat(Enumerable.Repeat("<0020> ", 0xFF - 0x21 + 1));
        var page = RawPdf.Page($"BT /F 14 Tf 60 700 Td ({line.Replace("(", "\\(", StringComparison.Ordinal)}) Tj ET",
            "/Font << /F 5 0 R >>", $"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica {font} >>",
            RawPdf.Stream("", $"{Map}{spaces}]\nendbfrange\nendcmap end end"));
        return engines.Extractor.ExtractAsync(
            engines.File(page), 1, new ExtractSettings(RuleSearch.WhereTablesAreLikely), default);
    }
}
