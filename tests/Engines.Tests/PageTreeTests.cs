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

    private DocumentSource File(string tree, string page)
    {
        const string Content = "BT /F 20 Tf 10 20 Td (Harbour) Tj ET 2 w 20 100 m 120 100 l S";
        return engines.File(Encoding.ASCII.GetBytes(
            $"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj <</Type /Pages {tree}>>\nendobj\n"
            + $"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] {page} /Contents 5 0 R "
            + "/Resources <</Font <</F 4 0 R>>>>>>\nendobj\n"
            + "4 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>\nendobj\n"
            + $"5 0 obj <</Length {Content.Length}>>\nstream\n{Content}\nendstream\nendobj\n"
            + "trailer <</Root 1 0 R /Size 6>>\n%%EOF"));
    }
}
