using System.Diagnostics;
using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;
using static DaprProcessing.Engines.Tests.Searchable.Layers;

namespace DaprProcessing.Engines.Tests.Searchable;

/// <summary>What becomes of the original when a text layer is added to it.</summary>
public sealed class OriginalTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private static readonly PageWord[] Words = [Word("Bill", 60, 80, 30), Word("lading", 116, 80, 44, endsLine: true)];

    [Fact]
    public async Task WriteAsync_AScan_KeepsEveryByteOfTheOriginal()
    {
        var original = new PdfBuilder().Title("Log").Page(null, 400, 300).Build();

        var output = await engines.WriteAsync(engines.File(original), Page(400, 300, Words));

        var written = await File.ReadAllBytesAsync(output);
        Assert.Equal(original, written[..original.Length]);
        Assert.Equal("Log", (await engines.Probe.ProbeAsync(new(output, "application/pdf"), default)).Title);
    }

    [Fact]
    public async Task WriteAsync_PagesWithGoodTextAlone_AreTheOriginal()
    {
        var original = new PdfBuilder().Page(page => page.Text(72, 200, "Born digital"), 400, 300).Build();
        var source = engines.File(original);

        var output = await engines.WriteAsync(source, await engines.Extractor.ExtractAsync(source, 1, default));

        Assert.Equal(original, await File.ReadAllBytesAsync(output));
    }

    [Fact]
    public async Task WriteAsync_OcrAskedForOverGoodText_SaysNothingTwice()
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Text(60, 206, "Bill", 14), 400, 300));
        var asked = Page(400, 300, Words) with { Reason = PageText.ReasonRequested };

        var read = await engines.ReadBackAsync(await engines.WriteAsync(source, asked));

        Assert.Equal(["Bill", "lading"], read.Words.Select(word => word.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_StampOnAScan_IsLeftToThePage()
    {
        var source = engines.Pdf(new PdfBuilder().Page(page => page.Text(60, 20, "Received", 14), 400, 300));
        var merged = Page(400, 300, Words);
        merged = merged with
        {
            Fonts = [.. merged.Fonts, new PageFont("Helvetica", false, false, false)],
            Words = [.. Words, Word("Received", 60, 268, 60) with { Font = 1 }],
        };

        var read = await engines.ReadBackAsync(await engines.WriteAsync(source, merged));

        Assert.Equal(["Bill", "Received", "lading"], read.Words.Select(word => word.Text).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/Resources << /Font << /DaprText 5 0 R /F 5 0 R >> >> /MediaBox [0 0 400 300]", "")]
    [InlineData("/MediaBox [0 0 400 300]", "/Resources << /Font << /F 5 0 R >> >>")]
    [InlineData("", "/MediaBox [0 0 400 300] /Resources << /Font << /F 5 0 R >> >>")]
    public async Task WriteAsync_ResourcesOfItsOwnOrInherited_AreThereBesideTheLayersFont(string page, string tree)
    {
        var content = page.Contains("DaprText", StringComparison.Ordinal)
            ? "q 2 0 0 2 9 9 cm BT /DaprText 10 Tf 30 20 Td (Stamp) Tj ET"
            : "q 2 0 0 2 9 9 cm BT /F 10 Tf 30 20 Td (Stamp) Tj ET";
        var source = engines.File(RawPdf.Of(page, tree, content));

        var read = await engines.ReadBackAsync(await engines.WriteAsync(source, Page(400, 300, Words)));

        Assert.Equal(["Bill", "Stamp", "lading"], read.Words.Select(word => word.Text).Order(StringComparer.Ordinal));
        Layers.AssertSameWords(Words, [.. read.Words.Where(word => word.Text != "Stamp")]);
    }

    [Fact]
    public async Task WriteAsync_FileWithoutATable_GetsOneOfAllObjects_AndTakesAnotherLayer()
    {
        var source = engines.File(RawPdf.Of("/Resources << >> /MediaBox [0 0 400 300]", ""));
        var once = await engines.WriteAsync(source, Page(400, 300, Words[0]));

        var twice = await engines.WriteAsync(new(once, "application/pdf"), Page(400, 300, Words[1]));

        AssertSameWords(Words, [.. (await engines.ReadBackAsync(twice)).Words.OrderBy(word => word.Box.L)]);
        Assert.Contains("/XRef", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(twice)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_BytesBeforeTheHeader_AreCounted()
    {
        byte[] original = [.. "mail gateway\n"u8, .. new PdfBuilder().Page(null, 400, 300).Build()];

        var read = await engines.ReadBackAsync(await engines.WriteAsync(engines.File(original), Page(400, 300, Words)));

        AssertSameWords(Words, read.Words);
    }

    [Fact]
    public async Task WriteAsync_EncryptedDocument_IsRefusedByName()
    {
        var plain = engines.Pdf(new PdfBuilder().Page(null, 400, 300));
        var encrypted = await QpdfAsync(plain.Path, "--encrypt", "sesame", "owner", "256", "--");
        var source = plain with { Path = encrypted, Password = "sesame" };

        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.WriteAsync(source, Page(400, 300, Words)));

        Assert.Equal(FailureCodes.EncryptedDocument, refused.Failure.Code);
        Assert.False(refused.Failure.Retryable);
    }

    [Fact]
    public async Task WriteAsync_ATreeThatHoldsItself_IsRefused_AndTheEngineGoesOn()
    {
        var source = engines.File(BrokenPdf.RecursivePageTree());

        var refused = await Assert.ThrowsAsync<FailureException>(() => engines.WriteAsync(source, Page(400, 300, Words)));

        Assert.False(refused.Failure.Retryable);
        Assert.Single((await engines.Probe.ProbeAsync(engines.Pdf(new PdfBuilder().Page()), default)).Pages);
    }

    [Fact]
    public async Task WriteAsync_AThousandPages_AllHaveTheirLayer()
    {
        var source = engines.Pdf(new PdfBuilder().Pages(1_000, (_, _) => { }));
        var pages = Enumerable.Range(1, 1_000).Select(
            pageNo => Page(595, 842, Word($"sheet{pageNo}", 60, 80, 60, endsLine: true)) with { PageNo = pageNo }).ToArray();

        var output = await engines.WriteAsync(source, pages);

        foreach (var pageNo in new[] { 1, 500, 1_000 })
        {
            Assert.Equal($"sheet{pageNo}", Assert.Single((await engines.ReadBackAsync(output, pageNo)).Words).Text);
        }
    }

    [Fact]
    public async Task WriteAsync_ObjectsInStreams_AreAddedToInTheSameForm()
    {
        var plain = engines.Pdf(new PdfBuilder().Page(page => page.Text(60, 20, "Received", 14), 400, 300));
        var packed = await QpdfAsync(plain.Path, "--object-streams=generate");

        var output = await engines.WriteAsync(new(packed, "application/pdf"), Page(400, 300, Words));

        var written = await File.ReadAllBytesAsync(output);
        Assert.Equal(await File.ReadAllBytesAsync(packed), written[..(int)new FileInfo(packed).Length]);
        Assert.True(written.AsSpan().LastIndexOf("/Prev "u8) > new FileInfo(packed).Length);
        Assert.Equal(3, (await engines.ReadBackAsync(output)).Words.Count);
        await QpdfAsync(output, "--check");
    }

    [Fact]
    public async Task WriteAsync_PlainFile_IsWholeToAStrictReader()
    {
        var source = engines.Pdf(new PdfBuilder().Title("Log").Pages(3, (page, number) => page.Text(60, 20, $"Page {number}")));

        await QpdfAsync(await engines.WriteAsync(source, Page(400, 300, Words)), "--check");
    }

    /// <summary>Fails where the program finds anything to warn of.</summary>
    private async Task<string> QpdfAsync(string path, params string[] arguments)
    {
        var output = engines.NewPath(".pdf");
        using var qpdf = Process.Start("qpdf", arguments[0] == "--check" ? [.. arguments, path] : [.. arguments, path, output]);
        await qpdf.WaitForExitAsync();
        Assert.Equal(0, qpdf.ExitCode);
        return output;
    }
}
