using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>Lists as a browser shows them: it counts by itself unless it is told otherwise.</summary>
public sealed class HtmlListTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void List_NumberedFromOne_IsLeftToTheBrowser() =>
        Assert.Equal("<ol>\n<li>oak</li>\n<li>elm</li>\n</ol>", List(("1.", true, "oak"), ("2.", true, "elm")));

    [Fact]
    public void List_ThatStartsLater_SaysWithWhich() =>
        Assert.Equal(
            "<ol>\n<li value=\"7\">oak</li>\n<li>elm</li>\n</ol>", List(("7.", true, "oak"), ("8.", true, "elm")));

    [Fact]
    public void List_ThatStartsAnewOrLeavesOut_SaysSoThere() =>
        Assert.Equal(
            "<ol>\n<li>oak</li>\n<li>elm</li>\n<li value=\"1\">ash</li>\n<li value=\"4\">fir</li>\n<li>yew</li>\n</ol>",
            List(("1.", true, "oak"), ("2.", true, "elm"), ("1.", true, "ash"), ("4.", true, "fir"), ("5.", true, "yew")));

    [Theory]
    [InlineData("(a)")]
    [InlineData("iv.")]
    [InlineData("[3]")]
    [InlineData("2.1.")]
    [InlineData("3)")]
    public void List_CountedOtherwise_KeepsItsMarkers(string marker) =>
        Assert.Equal(
            $"<ol>\n<li style=\"list-style-type:'{marker} '\">oak</li>\n</ol>", List((marker, true, "oak")));

    [Theory]
    [InlineData("'1")]
    [InlineData("\"a\"")]
    [InlineData("a;x")]
    [InlineData("<b>")]
    [InlineData("\\27")]
    [InlineData("99999999999999.a.long.one")]
    [InlineData("-")]
    [InlineData(null)]
    public void List_MarkerThatCouldEndTheStyle_IsLeftToTheBrowser(string? marker) =>
        Assert.Equal("<ol>\n<li>oak</li>\n</ol>", List((marker, true, "oak")));

    [Fact]
    public void List_BulletsAfterNumbers_ArentCounted() =>
        Assert.Equal(
            "<ol>\n<li>oak</li>\n<li style=\"list-style-type:disc\">elm</li>\n<li>ash</li>\n</ol>",
            List(("1.", true, "oak"), ("•", false, "elm"), ("2.", true, "ash")));

    [Fact]
    public void List_NumbersAfterBullets_KeepTheirNumbers() =>
        Assert.Equal(
            "<ul>\n<li>oak</li>\n<li style=\"list-style-type:'4. '\">elm</li>\n</ul>",
            List(("•", false, "oak"), ("4.", true, "elm")));

    [Fact]
    public void List_TickedItems_HaveTheirBoxes()
    {
        var list = _small.Group(Labels.List);
        _small.Text(Labels.CheckBoxSelected, "lit", parent: list);
        _small.Text(Labels.CheckBoxUnselected, "swept", parent: list);

        Assert.Contains(
            "<ul>\n<li><input type=\"checkbox\" disabled checked/> lit</li>\n"
            + "<li><input type=\"checkbox\" disabled/> swept</li>\n</ul>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void List_GroupInsideAGroup_IsAListInAList()
    {
        var outer = _small.Group(Labels.List);
        _small.Text(Labels.ListItem, "oak", parent: outer);
        _small.Text(Labels.ListItem, "young", parent: _small.Group(Labels.List, outer));

        Assert.Contains(
            "<ul>\n<li>oak</li>\n<ul>\n<li>young</li>\n</ul>\n</ul>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void List_ItemOfTwoParagraphs_HoldsBoth()
    {
        var item = _small.Text(Labels.ListItem, "oak", parent: _small.Group(Labels.List));
        _small.Text(Labels.Text, "It grows slowly.", parent: item);

        Assert.Contains("<li>oak<p>It grows slowly.</p>\n</li>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void List_FurnitureAmongItsItems_IsLeftOut()
    {
        var list = _small.Group(Labels.List);
        _small.Text(Labels.ListItem, "oak", parent: list);
        _small.Text(Labels.PageFooter, "page 7", parent: list).ContentLayer = ContentLayers.Furniture;

        var html = DoclingHtml.ToHtml(_small.Document);

        Assert.DoesNotContain("page 7", html);
        Assert.Contains("<li>oak</li>\n</ul>", html);
    }

    private string List(params (string? Marker, bool Enumerated, string Text)[] items)
    {
        var list = _small.Group(Labels.List);
        foreach (var (marker, enumerated, text) in items)
        {
            var item = _small.Text(Labels.ListItem, text, parent: list);
            (item.Marker, item.Enumerated) = (marker, enumerated);
        }

        var html = DoclingHtml.ToHtml(_small.Document);
        var start = html.IndexOf("<div class='page'>\n", StringComparison.Ordinal) + "<div class='page'>\n".Length;
        return html[start..html.IndexOf("\n</div>", StringComparison.Ordinal)];
    }
}
