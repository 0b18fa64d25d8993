using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using SkiaSharp;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;
using static DaprProcessing.Engines.Tests.Searchable.Layers;

namespace DaprProcessing.Engines.Tests.Searchable;

/// <summary>What is written as PDF/A-2b, looked at with PdfPig and qpdf: no validator of the standard is among them.</summary>
public sealed class ArchivalTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly XNamespace Pdfa = "http://www.aiim.org/pdfa/ns/id/";

    public static TheoryData<string> Inputs => ["note.png", "photo-page.jpg", "scan-multipage.tiff", "letter-scanned.pdf"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task WriteAsync_ImageOrScan_HasWhatTheStandardAsksFor(string sample)
    {
        var output = await WriteAsync(await File.ReadAllBytesAsync(SamplePaths.Sample(sample)));

        var bytes = await File.ReadAllBytesAsync(output);
        // The file itself: a comment of four bytes beyond ASCII, an identifier, one table from 0, nothing after the end.
        Assert.True(bytes[9] == '%' && bytes.AsSpan(10, 4).ToArray().All(value => value > 127));
        var text = Encoding.Latin1.GetString(bytes);
        Assert.Matches(@"\nxref\n0 \d+\n0000000000 65535 f \n(\d{10} 00000 n \n)+trailer\n", text);
        Assert.Matches(@"/ID \[<([0-9A-F]{32})> <\1>\]", text);
        Assert.EndsWith("%%EOF\n", text, StringComparison.Ordinal);
        using var pdf = PdfDocument.Open(output);
        Assert.False(pdf.IsEncrypted);
        var catalog = pdf.Structure.Catalog.CatalogDictionary;
        Assert.Equal(["Metadata", "OutputIntents", "Pages", "Type"], catalog.Data.Keys.Order());
        Assert.True(pdf.TryGetXmpMetadata(out var xmp));
        var packet = XDocument.Parse(Encoding.UTF8.GetString(xmp.GetXmlMemory().Span));
        Assert.Equal("2", packet.Descendants(Pdfa + "part").Single().Value);
        Assert.Equal("B", packet.Descendants(Pdfa + "conformance").Single().Value);
        CheckProfile(pdf, catalog);
        CheckPages(pdf);
        Assert.Equal(0, await QpdfAsync("--check", output));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task WriteAsync_TheSameTwice_GivesTheSameBytes(string sample)
    {
        var input = await File.ReadAllBytesAsync(SamplePaths.Sample(sample));

        var (one, other) = (await WriteAsync(input), await WriteAsync(input));

        Assert.Equal(await File.ReadAllBytesAsync(one), await File.ReadAllBytesAsync(other));
    }

    [Fact]
    public async Task WriteAsync_Scan_LooksAndReadsAsBefore()
    {
        var scan = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample("letter-scanned.pdf")));
        var size = Assert.Single((await engines.Probe.ProbeAsync(scan, default)).Pages);
        var words = new[] { Word("Dear", 80, 90, 30), Word("Sir", 120, 90, 20, endsLine: true) };

        var output = await engines.WriteAsync(scan, isArchival: true, Page(size.WidthPt, size.HeightPt, words));

        AssertSameWords(words, (await engines.ReadBackAsync(output)).Words);
        Assert.Equal(
            await PixelsAsync(scan), await PixelsAsync(new DocumentSource(output, MediaTypes.Pdf)));
    }

    [Theory]
    [InlineData("paper-two-column.pdf", "operator")]
    [InlineData("encrypted/invoice.pdf", "encrypted")]
    public async Task WriteAsync_AnotherPdf_IsRefusedWithWhy(string sample, string why)
    {
        var source = engines.File(await File.ReadAllBytesAsync(SamplePaths.Sample(sample))) with { Password = "secret" };

        await AssertRefusedAsync(source, why);
    }

    [Theory]
    [InlineData("/AcroForm << >>", "", "/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "/AcroForm")]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "", "", "/OpenAction")]
    [InlineData("/Names << /EmbeddedFiles << >> >>", "", "", "/Names")]
    [InlineData("", "/AA << >>", "", "/AA")]
    [InlineData("", "/Annots [<< /Subtype /Link >>]", "", "annotations")]
    [InlineData("", "", "/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK", "neither gray nor RGB")]
    [InlineData("", "", "/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 4 0 R", "/SMask")]
    [InlineData("", "", "/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /OPI << >>", "/OPI")]
    public async Task WriteAsync_ScanWithMore_IsRefusedWithWhy(string catalog, string page, string picture, string why) =>
        await AssertRefusedAsync(engines.File(Scan(catalog, page, picture)), why);

    [Theory]
    [InlineData("/E0 gs /I Do", "operator gs")]
    [InlineData("0 0 0 1 k 0 0 9 9 re f", "operator k")]
    [InlineData("BT ET", "operator BT")]
    public async Task WriteAsync_ScanThatDrawsMore_IsRefusedWithWhy(string content, string why) =>
        await AssertRefusedAsync(engines.File(Scan("", "", "", content)), why);

    private async Task<string> WriteAsync(byte[] input)
    {
        var source = engines.File(input);
        var pages = (await engines.Probe.ProbeAsync(source, default)).Pages;
        return await engines.WriteAsync(source, isArchival: true,
            [.. pages.Select((size, i) => Page(size.WidthPt, size.HeightPt, Word("Text", 40, 40, 40)) with { PageNo = i + 1 })]);
    }

    private async Task AssertRefusedAsync(DocumentSource source, string why)
    {
        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.WriteAsync(source, isArchival: true));

        Assert.Equal(FailureCodes.PdfaNotPossible, refused.Failure.Code);
        Assert.Contains(why, refused.Failure.Message, StringComparison.Ordinal);
    }

    private static void CheckProfile(PdfDocument pdf, DictionaryToken catalog)
    {
        var intents = (ArrayToken)catalog.Data["OutputIntents"];
        var intent = Resolve<DictionaryToken>(pdf, Assert.Single(intents.Data));
        Assert.Equal("GTS_PDFA1", ((NameToken)intent.Data["S"]).Data);
        var profile = Resolve<StreamToken>(pdf, intent.Data["DestOutputProfile"]);
        Assert.Equal(3, ((NumericToken)profile.StreamDictionary.Data["N"]).Int);
        using var inflated = new MemoryStream();
        new ZLibStream(new MemoryStream(profile.Data.ToArray()), CompressionMode.Decompress).CopyTo(inflated);
        using var space = SKColorSpace.CreateIcc(inflated.ToArray());
        Assert.True(space is { IsSrgb: true }, "another reader of profiles takes it for sRGB");
    }

    private static void CheckPages(PdfDocument pdf)
    {
        string[] known = ["Type", "Parent", "MediaBox", "CropBox", "Rotate", "UserUnit", "Resources", "Contents"];
        foreach (var page in pdf.GetPages())
        {
            Assert.Subset(known.ToHashSet(), page.Dictionary.Data.Keys.ToHashSet());
            var resources = Resolve<DictionaryToken>(pdf, page.Dictionary.Data["Resources"]);
            Assert.Equal(["Font", "XObject"], resources.Data.Keys.Order());
            Assert.All(Resolve<DictionaryToken>(pdf, resources.Data["Font"]).Data.Values, font => CheckFont(pdf, font));
            Assert.All(Resolve<DictionaryToken>(pdf, resources.Data["XObject"]).Data.Values, picture =>
            {
                var entries = Resolve<StreamToken>(pdf, picture).StreamDictionary.Data;
                Assert.Subset(
                    new HashSet<string>
                    {
                        "Type", "Subtype", "Width", "Height", "BitsPerComponent", "ColorSpace", "Filter", "DecodeParms", "Length",
                    },
                    entries.Keys.ToHashSet());
                Assert.Contains(((NameToken)entries["ColorSpace"]).Data, (string[])["DeviceGray", "DeviceRGB"]);
            });
        }
    }

    private static void CheckFont(PdfDocument pdf, IToken font)
    {
        var entries = Resolve<DictionaryToken>(pdf, font).Data;
        Assert.Contains("ToUnicode", entries.Keys);
        var descendant = Resolve<DictionaryToken>(pdf, Assert.Single(((ArrayToken)entries["DescendantFonts"]).Data)).Data;
        Assert.IsType<StreamToken>(Resolve<StreamToken>(pdf, descendant["CIDToGIDMap"]));
        var descriptor = Resolve<DictionaryToken>(pdf, descendant["FontDescriptor"]).Data;
        Assert.NotEqual(0, Resolve<StreamToken>(pdf, descriptor["FontFile2"]).Data.Length);
    }

    private static T Resolve<T>(PdfDocument pdf, IToken token) where T : class, IToken => Assert.IsType<T>(
        token is IndirectReferenceToken reference ? pdf.Structure.GetObject(reference.Data).Data : token);

    private static byte[] Scan(string catalog, string page, string picture, string content = "9 0 0 9 0 0 cm /I Do")
    {
        var image = picture.Length > 0 ? picture : "/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        return Encoding.Latin1.GetBytes(
            $"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n"
            + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
            + $"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] {page} /Contents 4 0 R "
            + "/Resources << /XObject << /I 5 0 R >> /ExtGState << /E0 << /ca 0.5 >> >> >> >>\nendobj\n"
            + $"4 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
            + $"5 0 obj\n<< /Type /XObject /Subtype /Image {image} /Filter /FlateDecode /Length 9 >>\nstream\n"
            + "x\u009cc\0\0\0\u0001\0\u0001\nendstream\nendobj\n"
            + "trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n7\n%%EOF\n");
    }

    private async Task<byte[]> PixelsAsync(DocumentSource source)
    {
        var png = engines.NewPath(".png");
        await engines.Renderer.RenderAsync(source, 1, new RenderSettings(72, Grayscale: true), png, default);
        return PngPixels.Read(png).Samples;
    }

    private static async Task<int> QpdfAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("qpdf", arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
