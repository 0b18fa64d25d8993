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
