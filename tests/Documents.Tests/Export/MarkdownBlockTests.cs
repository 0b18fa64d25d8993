using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>Tables, figures and lists in Markdown, from documents whose makers are others.</summary>
public sealed class MarkdownBlockTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void Cell_WithLinesAndBars_StaysInItsCell()
    {
        _small.Table(2, 2, (0, 0, 1, "Ship|Boat"), (0, 1, 1, "Built\nin"), (1, 0, 1, "<Ark>"), (1, 1, 1, "a_b"));

        Assert.Equal(
            "| Ship&#124;Boat | Built in |\n| - | - |\n| &lt;Ark&gt; | a_b |\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Table_WithoutCells_LeavesItsCaption()
    {
        var table = _small.Table(0, 0);
        table.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Table 1", parent: table).SelfRef));
        _small.Text(Labels.Text, "After.");

        Assert.Equal("Table 1\n\nAfter.\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Table_OfOneRow_HasALineUnderIt()
    {
        _small.Table(1, 2, (0, 0, 1, "Ark"), (0, 1, 1, "9"));

        Assert.Equal("| Ark | 9 |\n| - | - |\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Caption_InTwoParts_IsOneLineWithItsLink()
    {
        var picture = _small.Picture();
        picture.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Figure 1", parent: picture).SelfRef));
        var source = _small.Text(Labels.Caption, "the archive", parent: picture);
        source.Hyperlink = "https://example.org/a b";
        picture.Captions.Add(new RefItem(source.SelfRef));

        Assert.Equal(
            "Figure 1 [the archive](https://example.org/a%20b)\n\n<!-- image -->\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Theory]
    [InlineData("a ship", "![a ship]()")]
    [InlineData("a [tall] ship", "![a [tall] ship]()")]
    [InlineData("a ship] and more", @"![a ship\] and more]()")]
    [InlineData("][", @"![\]\[]()")]
    [InlineData("two\nlines_and < more", @"![two lines\_and &lt; more]()")]
    public void Picture_ThatIsDescribed_SaysWhatIsSeen(string description, string expected)
    {
        _small.Picture().Meta = PictureDescription.ToMeta(description);

        Assert.Equal(expected + "\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Theory]
    [InlineData("https://example.org/x", "[ship](https://example.org/x)")]
    [InlineData("http://example.org/(x)", "[ship](http://example.org/%28x%29)")]
    [InlineData("mailto:a@example.org", "[ship](mailto:a@example.org)")]
    [InlineData("https://example.org/<x>", "[ship](https://example.org/%3Cx%3E)")]
    [InlineData("data:text/html,x", "ship")]
    [InlineData("file:///etc/passwd", "ship")]
    [InlineData("#part", "ship")]
    [InlineData("", "ship")]
    public void Link_ToEachKindOfAddress_LeadsToTheWebOrNowhere(string address, string expected)
    {
        _small.Text(Labels.Text, "ship").Hyperlink = address;

        Assert.Equal(expected + "\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Code_InAListItem_IsFencedUnderIt()
    {
        var item = _small.Text(Labels.ListItem, "Run this:", parent: _small.Group(Labels.List));
        _small.Text(Labels.Code, "make\nmake test", parent: item);

        Assert.Equal(
            "- Run this:\n\n    ```\n    make\n    make test\n    ```\n\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Table_InAListItem_StandsUnderItsLine()
    {
        var list = _small.Group(Labels.List);
        var item = _small.Text(Labels.ListItem, "The ships:", parent: list);
        var table = _small.Table(1, 1, (0, 0, 1, "Ark"));
        _small.Document.Body.Children.RemoveAt(1);
        item.Children.Add(new RefItem(table.SelfRef));
        _small.Text(Labels.ListItem, "No more.", parent: list);

        Assert.Equal(
            "- The ships:\n\n    | Ark |\n    | - |\n\n- No more.\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Theory]
    [InlineData(true, false, "**ship**")]
    [InlineData(false, true, "~~ship~~")]
    [InlineData(true, true, "**~~ship~~**")]
    public void Run_BoldOrStruck_IsMarked(bool bold, bool strike, string expected)
    {
        _small.Text(Labels.Text, "ship").Formatting = new Formatting(Bold: bold, Strikethrough: strike);

        Assert.Equal(expected + "\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Heading_InBold_IsNotMarkedTwice()
    {
        _small.Text(Labels.SectionHeader, "Ships", level: 1).Formatting = new Formatting(Bold: true, Italic: true);

        Assert.Equal("## *Ships*\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Formula_InAParagraph_IsBetweenDollars()
    {
        var inline = _small.Group(Labels.Inline);
        _small.Text(Labels.Text, "where ", parent: inline);
        _small.Text(Labels.Formula, "a_1 < b", parent: inline);

        Assert.Equal("where $a_1 < b$\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }
}
