using System.Text;
using DaprProcessing.Contracts.Documents;

namespace DaprProcessing.Engines.Tests;

/// <summary>What a file claims of its pages, and the unit it measures them in.</summary>
public sealed class PageTreeTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ProbeAsync_TreeClaimsMorePagesThanItHas_CountsThoseThere()
    {
        var probe = await engines.Probe.ProbeAsync(File("/Kids [3 0 R 3 0 R] /Count 7", ""), default);

        Assert.Equal([new PageSize(300, 400), new PageSize(300, 400)], probe.Pages);
    }

    [Fact]
    public async Task ProbeAsync_PageInUnitsOfItsOwn_IsToldInPoints()
    {
        var probe = await engines.Probe.ProbeAsync(File("/Kids [3 0 R] /Count 1", "/UserUnit 2.5"), default);

        Assert.Equal([new PageSize(750, 1000)], probe.Pages);
    }

    [Fact]
    public async Task ExtractAsync_PageInUnitsOfItsOwn_IsToldInPoints()
    {
        var text = await engines.Extractor.ExtractAsync(File("/Kids [3 0 R] /Count 1", "/UserUnit 2"), 1,
            new ExtractSettings(Contracts.Pages.RuleSearch.Everywhere), default);

        Assert.Equal((600, 800), (text.WidthPt, text.HeightPt));
        var word = Assert.Single(text.Words);
        Assert.Equal(("Harbour", 40, 20), (word.Text, word.SizePt, word.Box.L));
        Assert.Equal(new Contracts.Pages.Box(40, 598, 240, 602), Assert.Single(text.Rules));
    }

    [Fact]
    public async Task RenderAsync_PageInUnitsOfItsOwn_HasTheResolutionAskedFor()
    {
        var source = File("/Kids [3 0 R] /Count 1", "/UserUnit 2");

        var image = await engines.Renderer.RenderAsync(source, 1, new RenderSettings(72), engines.NewPath(), default);

        Assert.Equal((600, 800, 72), (image.WidthPx, image.HeightPx, image.Dpi));
    }

    [Fact]
    public async Task ExtractAsync_EmptyPlacesThatTheCountLeavesOut_ArePassedOver()
    {
        var source = File("/Kids [3 0 R null 3 0 R 888 0 R 6 0 R] /Count 3", "");

        Assert.Equal(3, (await engines.Probe.ProbeAsync(source, default)).Pages.Count(page => page.WidthPt > 0));
        Assert.Equal("Last", (await engines.Extractor.ExtractAsync(source, 3, default)).PlainText.Trim());
    }

    [Theory]
    [InlineData("/Kids [3 0 R null 888 0 R 6 0 R] /Count 4", 4)]
    [InlineData("/Kids [3 0 R 888 0 R null] /Count 3", 1)]
    [InlineData("/Kids [null 888 0 R 6 0 R] /Count 3", 3)]
    public async Task ProbeAsync_EmptyPlacesThatTheCountHas_AreLostPages(string tree, int there)
    {
        var source = File(tree, "");

        var sizes = (await engines.Probe.ProbeAsync(source, default)).Pages;

        Assert.Equal(int.Parse(tree[^1..], System.Globalization.CultureInfo.InvariantCulture), sizes.Count);
        Assert.Equal(2, sizes.Count(page => page.WidthPt == 0));
        Assert.NotEmpty((await engines.Extractor.ExtractAsync(source, there, default)).Words);
    }

    [Fact]
    public async Task ExtractAsync_TreeWithAPageInPlaceOfItsList_HasThatPage()
    {
        var text = await engines.Extractor.ExtractAsync(File("/Kids 3 0 R /Count 1", ""), 1, default);

        Assert.Equal("Harbour", text.PlainText.Trim());
    }

    private DocumentSource File(string tree, string page)
    {
        const string Content = "BT /F 20 Tf 10 20 Td (Harbour) Tj ET 2 w 20 100 m 120 100 l S";
        return engines.File(Encoding.ASCII.GetBytes(
            $"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj <</Type /Pages {tree}>>\nendobj\n"
            + $"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] {page} /Contents 5 0 R "
            + "/Resources <</Font <</F 4 0 R>>>>>>\nendobj\n"
            + "4 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>\nendobj\n"
            + $"5 0 obj <</Length {Content.Length}>>\nstream\n{Content}\nendstream\nendobj\n"
            + "6 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 8 0 R "
            + "/Resources <</Font <</F 4 0 R>>>>>>\nendobj\n"
            + "8 0 obj <</Length 37>>\nstream\nBT /F 20 Tf 10 20 Td (Last) Tj ET      \nendstream\nendobj\n"
            + "trailer <</Root 1 0 R /Size 9>>\n%%EOF"));
    }
}
