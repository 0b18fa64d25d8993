using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Tests;

/// <summary>Layers (optional content): what is switched off is no text of the page, as it is no part of its picture.</summary>
public sealed class HiddenLayerTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string Content =
        "BT /F 12 Tf 50 700 Td (Seen above) Tj ET /OC /L BDC BT /F 12 Tf 50 650 Td (Draft only) Tj ET EMC "
        + "BT /F 12 Tf 50 600 Td (Seen below) Tj ET";

    private static readonly LeftOutWords TwoHidden = new(OffPage: 0, Repeated: 0, HiddenLayers: 2);

    [Theory]
    [InlineData("/D << /OFF [6 0 R] >>", "6 0 R")]
    [InlineData("/D << /BaseState /OFF >>", "6 0 R")]
    [InlineData("/D << /BaseState /OFF /ON [7 0 R] >>", "6 0 R")]
    [InlineData("/D << /OFF [6 0 R] >>", "<< /Type /OCMD /OCGs 6 0 R >>")]
    [InlineData("/D << /OFF [6 0 R] >>", "<< /Type /OCMD /OCGs [6 0 R 7 0 R] /P /AllOn >>")]
    [InlineData("/D << /OFF [6 0 R 7 0 R] >>", "<< /Type /OCMD /OCGs [6 0 R 7 0 R] >>")]
    [InlineData("/D << >>", "<< /Type /OCMD /OCGs [6 0 R 7 0 R] /P /AllOff >>")]
    [InlineData("/D << >>", "<< /Type /OCMD /VE [/Not [/And 6 0 R 7 0 R]] >>")]
    [InlineData("/D << /OFF [7 0 R] >>", "<< /Type /OCMD /OCGs 6 0 R /VE [/And 6 0 R 7 0 R] >>")]
    [InlineData("/D << /OFF [6 0 R] >>", "10 0 R")]
    public async Task ExtractAsync_TextInALayerThatIsOff_IsLeftOutAndCounted(string configuration, string layer)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Pdf(configuration, layer)), 1, default);

        Assert.Equal("Seen above Seen below", Words(text));
        Assert.Equal(TwoHidden, text.LeftOut);
    }

    [Theory]
    [InlineData("/D << /OFF [7 0 R] >>", "6 0 R")]
    [InlineData("/D << /BaseState /OFF /ON [6 0 R] >>", "6 0 R")]
    [InlineData("/D << /OFF [6 0 R] >>", "<< /Type /OCMD /OCGs [6 0 R 7 0 R] >>")]
    [InlineData("/D << /OFF [6 0 R] >>", "<< /Type /OCMD /OCGs [6 0 R 7 0 R] /P /AnyOff >>")]
    [InlineData("/D << /OFF [6 0 R] >>", "<< /Type /OCMD /VE [/Or 6 0 R [/Not 6 0 R]] >>")]
    [InlineData("/D << /OFF [6 0 R] >>", "<< /Type /OCMD >>")]
    public async Task ExtractAsync_TextInALayerThatIsOn_IsRead(string configuration, string layer)
    {
        var text = await engines.Extractor.ExtractAsync(engines.File(Pdf(configuration, layer)), 1, default);

        Assert.Equal("Seen above Draft only Seen below", Words(text));
        Assert.Null(text.LeftOut);
    }

    [Theory]
    [InlineData("BT /F 12 Tf 50 700 Td (Seen above) Tj ET /X Do", "/OC 6 0 R")]
    [InlineData("BT /F 12 Tf 50 700 Td (Seen above) Tj ET /OC /L BDC q .5 0 0 .5 0 0 cm /X Do Q EMC", "")]
    [InlineData("BT /F 12 Tf 50 700 Td (Seen above) Tj ET /OC /K BDC /OC /L BDC /X Do EMC EMC", "/OC 7 0 R")]
    public async Task ExtractAsync_FormInALayerThatIsOff_IsLeftOut(string content, string form)
    {
        var source = engines.File(Pdf("/D << /OFF [6 0 R] >>", "6 0 R", content, form));

        Assert.Equal("Seen above", Words(await engines.Extractor.ExtractAsync(source, 1, default)));
    }

    [Fact]
    public async Task ExtractAsync_MarkedTextInsideAForm_IsLeftOut()
    {
        var source = engines.File(Pdf(
            "/D << /OFF [6 0 R] >>", "6 0 R", "0 1 -1 0 595 0 cm /X Do", drawn: $"q .1 0 0 .1 0 0 cm {Content} Q"));

        var text = await engines.Extractor.ExtractAsync(source, 1, default);

        Assert.Equal("Seen above Seen below", Words(text));
        Assert.Equal(TwoHidden, text.LeftOut);
    }

    [Theory]
    [InlineData("<< /Type /Annot /Subtype /FreeText /Rect [100 400 300 430] /OC 6 0 R /AP << /N 8 0 R >> /Contents (x) >>")]
    [InlineData("<< /Type /Annot /Subtype /FreeText /Rect [100 400 300 430] /OC 6 0 R /DA (/F 12 Tf) /Contents (Inner) >>")]
    public async Task ExtractAsync_AnnotationInALayerThatIsOff_IsLeftOut(string annotation)
    {
        var source = engines.File(Pdf("/D << /OFF [6 0 R] >>", "7 0 R", annotation: annotation));

        Assert.Equal("Seen above Draft only Seen below", Words(await engines.Extractor.ExtractAsync(source, 1, default)));
    }

    [Fact]
    public async Task ExtractAsync_FileWithoutATable_HasItsLayersHidden()
    {
        var whole = Encoding.Latin1.GetString(Pdf("/D << /OFF [6 0 R] >>", "6 0 R"));
        var cut = whole[..whole.LastIndexOf("xref\n0", StringComparison.Ordinal)]
            + whole[whole.LastIndexOf("trailer", StringComparison.Ordinal)..];

        var text = await engines.Extractor.ExtractAsync(engines.File(Encoding.Latin1.GetBytes(cut)), 1, default);

        Assert.Equal("Seen above Seen below", Words(text));
    }

    [Fact]
    public async Task ExtractAsync_LayersThatGoInCircles_AreRead()
    {
        var source = engines.File(Pdf("/D << /OFF 9 0 R >>", "<< /Type /OCMD /VE 9 0 R >>", circle: "[/Not 9 0 R]"));

        Assert.Contains("Seen above", Words(await engines.Extractor.ExtractAsync(source, 1, default)), StringComparison.Ordinal);
    }

    private static string Words(PageText text) => string.Join(' ', text.Words.Select(word => word.Text));

    private static byte[] Pdf(
        string configuration, string layer, string content = Content, string form = "", string annotation = "",
        string drawn = "BT /F 12 Tf 50 500 Td (Inner) Tj ET", string circle = "[]")
    {
        var resources = $"/Resources << /Font << /F 5 0 R >> /XObject << /X 8 0 R >> /Properties << /L {layer} /K 7 0 R >> >>";
        var inner = resources.Replace("/X 8 0 R", "", StringComparison.Ordinal);
        string[] objects =
        [
            $"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R 7 0 R] {configuration} >> >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents 4 0 R /Annots [{annotation}] >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
            "<< /Type /OCG /Name (Draft) >>",
            "<< /Type /OCG /Name (Draft) >>",
            $"<< /Type /XObject /Subtype /Form /BBox [0 0 6000 6000] {form} {inner} /Length {drawn.Length} >>\n"
                + $"stream\n{drawn}\nendstream",
            circle,
            "<< /Type /OCMD /OCGs [6 0 R] >>",
        ];
        var file = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        for (var index = 0; index < objects.Length; index++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:0000000000} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{objects[index]}\nendobj\n");
        }

        var trailer = $"trailer\n<< /Root 1 0 R /Size {objects.Length + 1} >>\nstartxref\n{file.Length}\n%%EOF\n";
        return Encoding.Latin1.GetBytes($"{file}{table}{trailer}");
    }
}
