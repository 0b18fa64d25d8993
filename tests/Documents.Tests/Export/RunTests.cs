using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>Paragraphs in several runs, each with its formatting.</summary>
public sealed class RunTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void Runs_WithTheirBlanks_ArePutTogetherAsTheyAre()
    {
        Runs(null, ("A ", null, null), ("bo", new Formatting(Bold: true), null), ("ld and ", null, null),
            ("linked ", new Formatting(Italic: true), "https://example.org/a(b)"), ("end.", null, null));

        Assert.Equal(
            "A **bo**ld and [*linked*](https://example.org/a%28b%29) end.\n", DoclingMarkdown.ToMarkdown(_small.Document));
        Assert.Equal("A bold and linked end.\n", DoclingText.ToText(_small.Document));
        Assert.Contains(
            "<p>A <strong>bo</strong>ld and <a href=\"https://example.org/a(b)\"><em>linked</em></a> end.</p>",
            DoclingHtml.ToHtml(_small.Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_OfWritersThatLeaveBlanksOut_AreAWordApart()
    {
        Runs(null, ("Normal", null, null), ("italic", new Formatting(Italic: true), null), ("again", null, null));

        Assert.Equal("Normal *italic* again\n", DoclingMarkdown.ToMarkdown(_small.Document));
        Assert.Equal("Normal italic again\n", DoclingText.ToText(_small.Document));
    }

    [Fact]
    public void Code_WithItsMarksInside_StandsBetweenLongerOnes()
    {
        Runs(null, ("Type ", null, null), ("a`b", null, null), (" twice.", null, null));
        _small.Document.Texts[1].Label = Labels.Code;

        Assert.Equal("Type `` a`b `` twice.\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void ListItem_OfRuns_IsOneLine_WithItsBlocksUnderIt()
    {
        var list = _small.Group(Labels.List);
        var item = _small.Text(Labels.ListItem, "", parent: list);
        Runs(item, ("Some ", null, null), ("bold", new Formatting(Bold: true), null));
        _small.Text(Labels.Text, "A second paragraph.", parent: item);
        _small.Text(Labels.ListItem, "nested", parent: _small.Group(Labels.List, item));
        _small.Text(Labels.ListItem, "last", parent: list);

        Assert.Equal(
            "- Some **bold**\n\n    A second paragraph.\n\n    - nested\n- last\n", DoclingMarkdown.ToMarkdown(_small.Document));
        Assert.Contains("<li>Some <strong>bold</strong>", DoclingHtml.ToHtml(_small.Document), StringComparison.Ordinal);
        Assert.Contains("Some bold</list_item>", DoclingDocTags.ToDocTags(_small.Document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    public void Link_ToNoWebAddress_IsText(string link)
    {
        _small.Text(Labels.Text, "here").Hyperlink = link;

        Assert.Equal("here\n", DoclingMarkdown.ToMarkdown(_small.Document));
    }

    [Fact]
    public void Units_PutTogether_KeepTheirReferences()
    {
        var (first, second) = (new SmallDocument(), new SmallDocument());
        first.Text(Labels.Text, "one", page: 1);
        var list = second.Group(Labels.List);
        second.Text(Labels.ListItem, "two", page: 2, parent: list);
        var picture = second.Picture(2);
        picture.Captions.Add(new RefItem(second.Text(Labels.Caption, "three", page: 2, parent: picture).SelfRef));

        var whole = UnitMerger.Merge(
            new DocumentOrigin("x/y", 1, "whole.x"), [first.Document, second.Document, new() { Name = "" }]);

        Assert.Empty(DoclingValidator.Validate(whole));
        Assert.Equal("one\n\n- two\n\nthree\n\n<!-- image -->\n", DoclingMarkdown.ToMarkdown(whole));
        Assert.Equal(("whole", 2), (whole.Name, whole.Pages.Count));
    }

    private void Runs(NodeItem? parent, params (string Text, Formatting? Look, string? Link)[] runs)
    {
        var inline = _small.Group("inline", parent);
        foreach (var (text, look, link) in runs)
        {
            var run = _small.Text(Labels.Text, text, parent: inline);
            (run.Formatting, run.Hyperlink) = (look, link);
        }
    }
}
