using System.Text;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests;

/// <summary>Files that end too early, or whose page tree claims less than it has.</summary>
public sealed class DamagedPdfTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly byte[] Whole = new PdfBuilder().Pages(3, (page, number) =>
        page.Text(60, 700, $"Sheet number {number} of the stock list")).Build();

    [Theory]
    [InlineData("xref")]
    [InlineData("trailer")]
    [InlineData("startxref")]
    public async Task ExtractAsync_FileCutBeforeItsEnd_IsReadAndSaysSo(string end)
    {
        var source = engines.File(Whole[..(Text(Whole).LastIndexOf($"\n{end}\n", StringComparison.Ordinal) + 8)]);

        var probe = await engines.Probe.ProbeAsync(source, default);
        var text = await engines.Extractor.ExtractAsync(source, 3, default);

        Assert.Equal(3, probe.Pages.Count);
        Assert.Contains("stock list", text.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_FileCutBeforeItsTrailer_HasAWarning()
    {
        var cut = Whole[..Text(Whole).LastIndexOf("xref\n0", StringComparison.Ordinal)];

        var facts = await engines.Facts.ReadAsync(engines.File(cut), default);

        Assert.Equal(FailureCodes.DamagedDocument, Assert.Single(facts.Warnings!).Code);
        Assert.Null((await engines.Facts.ReadAsync(engines.File(Whole), default)).Warnings);
    }

    [Fact]
    public async Task ProbeAsync_FileCutBeforeItsCatalogue_HasThePagesThatAreLeft()
    {
        var pdf = Text(Whole);
        var left = pdf.Replace("/Type /Catalog", "/Type /Unknown", StringComparison.Ordinal);

        var probe = await engines.Probe.ProbeAsync(
            engines.File(Bytes(left[..left.LastIndexOf("xref\n0", StringComparison.Ordinal)])), default);

        Assert.Equal(3, probe.Pages.Count);
    }

    [Fact]
    public async Task ExtractAsync_ObjectsThatDoNotEnd_AreRead()
    {
        var source = engines.File(Bytes(Text(Whole).Replace("endobj\n", "", StringComparison.Ordinal)));

        Assert.Contains("Sheet number", (await engines.Extractor.ExtractAsync(source, 1, default)).PlainText,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%!PS-Adobe-3.0 PDF-1.7", 0)]
    [InlineData("%PDF-1.7", 900)]
    [InlineData("%PDF-1.7", 3_000)]
    [InlineData("%PDF-1.7", 200_000)]
    public async Task ExtractAsync_HeaderThatIsNotInItsPlace_IsFound(string header, int junk)
    {
        var lines = string.Concat(Enumerable.Repeat("@PJL COMMENT in the way\r\n", 1 + (junk / 25)))[..junk];
        var source = engines.File(Bytes(lines + Text(Whole).Replace("%PDF-1.7", header, StringComparison.Ordinal)));

        Assert.Equal(Contracts.Documents.MediaTypes.Pdf, Contracts.Documents.FileTypes.Of(
            [.. File.ReadAllBytes(source.Path).Take(2048)], source.Path, "in.pdf"));
        Assert.Contains("Sheet number 2", (await engines.Extractor.ExtractAsync(
            source with { MediaType = Contracts.Documents.MediaTypes.Pdf }, 2, default)).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TextThatSpeaksOfThePdfHeader_IsText()
    {
        var path = engines.NewPath(".txt");
        File.WriteAllText(path, new string('a', 3_000)
            + "\nA file begins with %PDF-1.4 and has a startxref" + new string('b', 3_000));

        Assert.Equal(Contracts.Documents.MediaTypes.PlainText,
            Contracts.Documents.FileTypes.Of(File.ReadAllBytes(path).AsSpan(0, 2048), path, "notes.txt"));
    }

    [Fact]
    public async Task RenderAsync_ProfileOfAnotherNumberOfColours_IsLeftAside()
    {
        var profile = new byte[128];
        "RGB "u8.CopyTo(profile.AsSpan(16));
        "acsp"u8.CopyTo(profile.AsSpan(36));
        var image = Enumerable.Range(0, 64 * 64).Select(at => at % 64 < 32 ? (byte)0 : (byte)255).ToArray();
        var pdf = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 64 64] /Resources << /XObject << /I 5 0 R >> >> "
            + "/Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length 22 >>\nstream\n64 0 0 64 0 0 cm /I Do\nendstream\nendobj\n"
            + "5 0 obj\n<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace [/ICCBased 6 0 R] "
            + $"/Length {image.Length} >>\nstream\n{Encoding.Latin1.GetString(image)}\nendstream\nendobj\n"
            + $"6 0 obj\n<< /N 1 /Length 128 >>\nstream\n{Encoding.Latin1.GetString(profile)}\nendstream\nendobj\n"
            + "trailer\n<< /Root 1 0 R >>\n%%EOF\n";
        var output = engines.NewPath(".png");

        await engines.Renderer.RenderAsync(engines.File(Bytes(pdf)), 1, new RenderSettings(72), output, default);

        var picture = PngPixels.Read(output);
        Assert.All(Enumerable.Range(4, 56), y => Assert.Equal((0, 255), (picture.At(8, y), picture.At(56, y))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ProbeAsync_TreeClaimsFewerPagesThanItHas_CountsThoseThere(int claimed)
    {
        var source = engines.File(Bytes(Text(Whole).Replace("/Count 3", $"/Count {claimed}", StringComparison.Ordinal)));

        Assert.Equal(3, (await engines.Probe.ProbeAsync(source, default)).Pages.Count);
        Assert.Contains("Sheet number 3", (await engines.Extractor.ExtractAsync(source, 3, default)).PlainText,
            StringComparison.Ordinal);
    }

    private static string Text(byte[] pdf) => Encoding.Latin1.GetString(pdf);

    private static byte[] Bytes(string pdf) => Encoding.Latin1.GetBytes(pdf);
}
