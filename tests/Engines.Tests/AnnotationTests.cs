using System.Text;

namespace DaprProcessing.Engines.Tests;

/// <summary>What stands on a page without being part of its content.</summary>
public sealed class AnnotationTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData("/Subtype /FreeText /DA (/F 12 Tf) /Contents (x)")]
    [InlineData("/Subtype /Widget /FT /Tx /T (town) /V (Lower Thornbury)")]
    [InlineData("/Subtype /Stamp /Name /Approved")]
    public async Task ExtractAsync_TextThatAnAnnotationShows_IsRead(string annotation)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Page(annotation)), 1, default);

        Assert.Equal("Lower Thornbury", text.PlainText.Trim());
        Assert.InRange(text.Words[0].Box.L, 100, 106);
    }

    [Fact]
    public async Task ExtractAsync_AppearanceThatIsLong_IsReadOnce()
    {
        var annotation = Page("/Subtype /FreeText /Contents (Lower Thornbury)", $"%{new string('x', 2 << 20)}\n");

        var text = await engines.Extractor.ExtractAsync(engines.File(annotation), 1, default);

        Assert.Equal("Lower Thornbury", text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_HiddenAnnotation_IsNotRead()
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Page("/Subtype /FreeText /F 2 /Contents (x)")), 1, default);

        Assert.Empty(text.Words);
    }

    [Theory]
    [InlineData("/Subtype /FreeText /DA (/F 12 Tf) /Contents (Lower Thornbury)")]
    [InlineData("/Subtype /Widget /FT /Tx /T (town) /V (Lower Thornbury) /DA (/F 12 Tf)")]
    [InlineData("/Subtype /Widget /FT /Ch /Ff 131072 /T (town) /Opt [(Lower Thornbury) (Upton)] /V (Lower Thornbury)")]
    [InlineData("/Subtype /Widget /FT /Ch /Ff 131072 /T (town) /Opt [[(UP) (Upton)] [(LT) (Lower Thornbury)]] /V (LT)")]
    [InlineData("/Subtype /Widget /FT /Ch /Ff 2097152 /T (town) /Opt [(Upton) (Lower Thornbury)] /V [(Lower Thornbury)]")]
    [InlineData("/Subtype /Widget /FT /Tx /T (town) /RV (<body><p>Lower <b>Thornbury</b></p></body>)")]
    [InlineData("/Subtype /FreeText /RC (<body><p>Lower Thornbury</p></body>)")]
    [InlineData("/Subtype /Widget /Parent 5 0 R")]
    [InlineData("/Subtype /Widget /FT /Tx /T (town) /V (Lower Thornbury) /AP << /N 6 0 R >>")]
    public async Task ExtractAsync_TextWithoutAnAppearance_IsReadWhereItIsShown(string annotation)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Undrawn(annotation)), 1, default);

        Assert.Equal("Lower Thornbury", text.PlainText.Trim());
        Assert.InRange(text.Words[0].Box.L, 100, 106);
        Assert.InRange(text.Words[0].Box.T, 842 - 721, 842 - 710);
    }

    [Theory]
    [InlineData("/Subtype /Widget /T (leaf) /Parent 7 0 R", 4)]
    [InlineData("/Subtype /Widget /T (leaf) /Parent 8 0 R", 8)]
    public async Task ExtractAsync_ValueFromAFieldFarAbove_IsRead(string annotation, int below)
    {
        var pdf = Encoding.ASCII.GetString(Undrawn(annotation)).Replace(
            "trailer\n", $"7 0 obj\n<< /Parent 5 0 R /T (mid) /Kids [{below} 0 R] "
            + ">>\nendobj\n8 0 obj\n<< /Parent 7 0 R /T (low) /Kids [4 0 R] >>\nendobj\ntrailer\n", StringComparison.Ordinal)
            .Replace("/Fields [5 0 R 4 0 R]", "/Fields [5 0 R]", StringComparison.Ordinal)
            .Replace("/V (Lower Thornbury) /Kids [4 0 R]", "/V (Lower Thornbury) /Kids [7 0 R]", StringComparison.Ordinal);

        var text = await engines.Extractor.ExtractAsync(engines.File(Encoding.ASCII.GetBytes(pdf)), 1, default);

        Assert.Equal("Lower Thornbury", text.PlainText.Trim());
    }

    [Theory]
    [InlineData("/Subtype /Widget /FT /Tx /T (town) /V")]
    [InlineData("/Subtype /FreeText /Contents")]
    [InlineData("/Subtype /Widget /FT /Tx /V")]
    public async Task ExtractAsync_ValueInMarkedUtf8_IsRead(string entry)
    {
        var value = Convert.ToHexString([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("Müller Straße")]);

        var text = await engines.Extractor.ExtractAsync(engines.File(Undrawn($"{entry} <{value}>")), 1, default);

        Assert.Equal("Müller Straße", text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_PasswordFarBelowItsField_IsNotRead()
    {
        var pdf = Encoding.ASCII.GetString(Undrawn("/Subtype /Widget /Parent 7 0 R")).Replace("trailer\n",
            "7 0 obj\n<< /Parent 5 0 R /Kids [4 0 R] >>\nendobj\ntrailer\n", StringComparison.Ordinal)
            .Replace("/T (place)", "/T (place) /Ff 8192", StringComparison.Ordinal);

        Assert.Empty((await engines.Extractor.ExtractAsync(engines.File(Encoding.ASCII.GetBytes(pdf)), 1, default)).Words);
    }

    [Theory]
    [InlineData("/FT /Tx /V (Lower Thornbury)")]
    [InlineData("/FT /Tx /V (Lower Thornbury) /DA (/F 12 Tf)")]
    public async Task ExtractAsync_FieldThatTheFormDoesNotList_IsRead(string field)
    {
        var pdf = Encoding.ASCII.GetString(Undrawn($"/Subtype /Widget {field}"))
            .Replace("/Fields [5 0 R 4 0 R]", "/Fields []", StringComparison.Ordinal);

        var text = await engines.Extractor.ExtractAsync(engines.File(Encoding.ASCII.GetBytes(pdf)), 1, default);

        Assert.Equal("Lower Thornbury", text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_LettersThatNoMadeUpAppearanceHas_AreReadAll()
    {
        var value = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("\uFEFFŁódź Świętochłowice"));

        var source = engines.File(Undrawn($"/Subtype /Widget /FT /Tx /T (town) /V <{value}> /DA (/Helv 12 Tf)"));

        // Drawing it first leaves PDFium's appearance in the open document.
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(72), engines.NewPath(".png"), default);
        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.Equal("Łódź Świętochłowice", text.PlainText.Trim());
    }

    [Fact]
    public async Task ExtractAsync_LinesOfAValue_AreLines()
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Undrawn(
            "/Subtype /FreeText /Contents (Lower\\rThornbury)")), 1, default);

        Assert.Equal("Lower\nThornbury", text.PlainText.Trim());
    }

    [Theory]
    [InlineData("/Yes", "0", "☑")]
    [InlineData("/Yes", "49152", "◉")]
    [InlineData("/Off", "0", "")]
    public async Task ExtractAsync_BoxThatIsTickedByLines_ShowsItsTick(string state, string flags, string expected)
    {
        var pdf = Encoding.ASCII.GetString(Undrawn($"/Subtype /Widget /FT /Btn /Ff {flags} /T (box) /V {state} /AS {state} "
                + "/AP << /N << /Yes 6 0 R /Off 7 0 R >> >>"))
            .Replace("/Length 11 >>\nstream\n/Tx BMC EMC", "/Length 11 >>\nstream\n0 0 m 9 9 l", StringComparison.Ordinal);

        var text = await engines.Extractor.ExtractAsync(engines.File(Encoding.ASCII.GetBytes(pdf)), 1, default);

        Assert.Equal(expected, text.PlainText.Trim());
    }

    [Theory]
    [InlineData("/Subtype /FreeText /F 32 /Contents (x)")]
    [InlineData("/Subtype /Stamp /F 36")]
    public async Task ExtractAsync_AnnotationForPaperAlone_IsNotRead(string annotation)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Page(annotation)), 1, default);

        Assert.Empty(text.Words);
    }

    [Theory]
    [InlineData("/Subtype /FreeText /F 2 /Contents (Lower Thornbury)")]
    [InlineData("/Subtype /Text /Contents (Lower Thornbury)")]
    [InlineData("/Subtype /Widget /FT /Tx /Ff 8192 /T (word) /V (Lower Thornbury)")]
    [InlineData("/Subtype /Widget /FT /Btn /T (word) /V /Yes /AS /Yes")]
    public async Task ExtractAsync_WhatViewersDoNotShow_IsNotRead(string annotation)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Undrawn(annotation)), 1, default);

        Assert.Empty(text.Words);
    }

    // Object 5 is a field above others, object 6 an appearance that shows nothing yet.
    private static byte[] Undrawn(string annotation) => Encoding.ASCII.GetBytes(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 4 0 R] >> >>\nendobj\n"
        + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Annots [4 0 R] >>\nendobj\n"
        + $"4 0 obj\n<< /Type /Annot {annotation} /Rect [100 700 300 720] >>\nendobj\n"
        + "5 0 obj\n<< /FT /Tx /T (place) /V (Lower Thornbury) /Kids [4 0 R] >>\nendobj\n"
        + "6 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Length 11 >>\nstream\n/Tx BMC EMC\nendstream\nendobj\n"
        + "trailer\n<< /Root 1 0 R /Size 9 >>\nstartxref\n7\n%%EOF\n");

    private static byte[] Page(string annotation, string before = "")
    {
        var appearance = $"{before}BT /F 12 Tf 2 4 Td (Lower Thornbury) Tj ET";
        return Encoding.ASCII.GetBytes(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Annots [4 0 R] >>\nendobj\n"
            + $"4 0 obj\n<< /Type /Annot {annotation} /Rect [100 700 300 720] /AP << /N 5 0 R >> >>\nendobj\n"
            + "5 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 6 0 R >> >> "
            + $"/Length {appearance.Length} >>\nstream\n{appearance}\nendstream\nendobj\n"
            + "6 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    }
}
