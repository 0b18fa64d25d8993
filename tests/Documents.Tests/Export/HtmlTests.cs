using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class HtmlTests
{
    private readonly SmallDocument _small = new();

    [Theory]
    [InlineData(Labels.Title, null, "a < b", "<h1>a &lt; b</h1>")]
    [InlineData(Labels.SectionHeader, 2, "Ships", "<h3>Ships</h3>")]
    [InlineData(Labels.SectionHeader, 99, "Ships", "<h6>Ships</h6>")]
    [InlineData(Labels.Text, null, "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData(Labels.Code, null, "a && b", "<pre><code>a &amp;&amp; b</code></pre>")]
    [InlineData(Labels.CheckBoxSelected, null, "lit", "<p><input type=\"checkbox\" disabled checked/> lit</p>")]
    public void ToHtml_TextOfEachLabel_IsAnElement(string label, int? level, string text, string expected)
    {
        _small.Text(label, text, level: level);

        Assert.Contains(expected, Body());
    }

    [Theory]
    [InlineData("https://example.com/?a=1&b=\"", "<a href=\"https://example.com/?a=1&amp;b=&quot;\">ship</a>")]
    [InlineData("javascript:alert(1)", "<p>ship</p>")]
    [InlineData("not an address", "<p>ship</p>")]
    public void ToHtml_Link_LeadsToTheWebOrNowhere(string address, string expected)
    {
        _small.Text(Labels.Text, "ship").Hyperlink = address;

        Assert.Contains(expected, Body());
    }

    [Fact]
    public void ToHtml_FormattedText_IsBoldAndItalic()
    {
        _small.Text(Labels.Text, "ship").Formatting = new Formatting(Bold: true, Italic: true);

        Assert.Contains("<p><em><strong>ship</strong></em></p>", Body());
    }

    [Fact]
    public void ToHtml_ListInAList_IsNested()
    {
        var outer = _small.Group(Labels.List);
        var first = _small.Text(Labels.ListItem, "one", parent: outer);
        first.Enumerated = true;
        _small.Text(Labels.ListItem, "inner", parent: _small.Group(Labels.List, first));

        Assert.Contains("<ol>\n<li>one<ul>\n<li>inner</li>\n</ul>\n</li>\n</ol>", Body());
    }

    [Fact]
    public void ToHtml_SpannedCell_IsWrittenOnce()
    {
        var table = _small.Table(2, 2, (0, 0, 2, "Ship"), (1, 0, 1, "Ark"), (1, 1, 1, "9"));
        table.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Table 1", parent: table).SelfRef));

        Assert.Contains(
            "<table><caption>Table 1</caption><tbody><tr><th colspan=\"2\">Ship</th></tr><tr><td>Ark</td><td>9</td></tr>"
            + "</tbody></table>", Body());
    }

    [Theory]
    [InlineData("data:image/png;base64,AA==", true)]
    [InlineData("https://elsewhere.example/track.png", false)]
    public void ToHtml_Picture_ShowsWhatIsInTheDocumentOnly(string uri, bool isShown)
    {
        _small.Picture().Image = new ImageRef("image/png", 72, new PageItemSize(1, 1), uri);

        Assert.Equal(isShown, Body().Contains("<img", StringComparison.Ordinal));
    }

    [Fact]
    public void ToHtml_Furniture_IsLeftOut()
    {
        _small.Text(Labels.PageHeader, "Acme").ContentLayer = ContentLayers.Furniture;

        Assert.DoesNotContain("Acme", Body());
    }

    private string Body() => DoclingHtml.ToHtml(_small.Document);
}
