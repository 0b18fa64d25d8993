using DaprProcessing.Contracts.Pages;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests.Description;

/// <summary>Links of pages.</summary>
public sealed class PageLinkTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task ExtractAsync_LinkToAnAddress_StandsWhereItIs()
    {
        var link = Assert.Single(await LinksAsync("/Rect [72 200 120 214] /A << /S /URI /URI (https://harbour.example/a) >>"));

        Assert.Equal("https://harbour.example/a", link.Uri);
        Assert.Equal(new Box(72, 86, 120, 100), link.Box);
    }

    [Fact]
    public async Task ExtractAsync_LinkOverTwoLines_HasABoxForEach()
    {
        var links = await LinksAsync(
            "/Rect [20 100 380 214] /QuadPoints [72 214 120 214 72 200 120 200 20 114 60 114 20 100 60 100] "
            + "/A << /S /URI /URI (https://harbour.example/a) >>");

        Assert.Equal([new Box(72, 86, 120, 100), new Box(20, 186, 60, 200)], links.Select(link => link.Box));
    }

    [Theory]
    [InlineData("/A << /S /URI /URI (javascript:alert\\(1\\)) >>")]
    [InlineData("/A << /S /URI /URI (file:///etc/passwd) >>")]
    [InlineData("/A << /S /URI /URI (not an address) >>")]
    [InlineData("/A << /S /Launch /F (run.exe) >>")]
    [InlineData("/Dest [3 0 R /Fit]")]
    public async Task ExtractAsync_LinkToSomethingElse_IsNone(string action) =>
        Assert.Empty(await LinksAsync($"/Rect [72 200 120 214] {action}"));

    [Fact]
    public async Task ExtractAsync_LinkOnATurnedPage_TurnsWithIt()
    {
        const string Link = "/Rect [70 200 120 214] /A << /S /URI /URI (mailto:clerk@harbour.example) >>";

        var text = await engines.Extractor.ExtractAsync(engines.File(Pdf(Link, "/Rotate 90")), 1, default);

        var (word, link) = (Assert.Single(text.Words).Box, Assert.Single(text.Links!).Box);
        Assert.Equal(word.Area, word.Clip(link).Area, 0.1 * word.Area);
    }

    [Fact]
    public async Task ExtractAsync_LinkBesideAFormField_IsThere_AlsoWhenAskedAgain()
    {
        const string Stamp = "<< /Type /Annot /Subtype /FreeText /Rect [10 10 90 30] /Contents (Seen) /DA (/F 10 Tf) >>";
        var source = engines.File(Pdf("/Rect [72 200 120 214] /A << /S /URI /URI (https://harbour.example/a) >>", "", Stamp));

        Assert.Single((await engines.Extractor.ExtractAsync(source, 1, default)).Links!);
        Assert.Single((await engines.Extractor.ExtractAsync(source, 1, default)).Links!);
    }

    private async Task<IReadOnlyList<PageLink>> LinksAsync(string link, string page = "") =>
        (await engines.Extractor.ExtractAsync(engines.File(Pdf(link, page)), 1, default)).Links ?? [];

    private static byte[] Pdf(string link, string page, string other = "") => Searchable.RawPdf.Of(
        $"{page} /MediaBox [0 0 400 300] /Resources << /Font << /F 5 0 R >> >> "
        + $"/Annots [<< /Type /Annot /Subtype /Link {link} >> {other}]",
        "", "BT /F 10 Tf 72 202 Td (Harbour) Tj ET");
}
