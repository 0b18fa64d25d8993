using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>Documents from other makers: every kind of item, and what is wrong with some.</summary>
public sealed class ExportTests
{
    [Theory]
    [InlineData(Labels.Title, null, "# x_y", @"# # x\_y")]
    [InlineData(Labels.SectionHeader, 1, "Ships", "## Ships")]
    [InlineData(Labels.SectionHeader, null, "Ships", "## Ships")]
    [InlineData(Labels.SectionHeader, 5, "Ships", "###### Ships")]
    [InlineData(Labels.SectionHeader, 6, "Ships", "###### Ships")]
    [InlineData(Labels.SectionHeader, -3, "Ships", "## Ships")]
    [InlineData(Labels.Formula, null, "a < b", "$$a < b$$")]
    [InlineData(Labels.CheckBoxSelected, null, "lit", "- [x] lit")]
    [InlineData(Labels.CheckBoxUnselected, null, "lit", "- [ ] lit")]
    [InlineData(Labels.Text, null, "# of ships", @"\# of ships")]
    [InlineData(Labels.Code, null, "a < b", "```\na < b\n```")]
    [InlineData(Labels.Code, null, "```", "````\n```\n````")]
    [InlineData(Labels.Footnote, null, "1 Measured.", "1 Measured.")]
    public void ToMarkdown_TextOfEachLabel_HasItsMarkup(string label, int? level, string text, string expected)
    {
        var document = Empty();
        Add(document, new TextItem { SelfRef = "#/texts/0", Label = label, Orig = text, Text = text, Level = level });

        Assert.Equal(expected + "\n", DoclingMarkdown.ToMarkdown(document));
    }

    [Theory]
    [InlineData("-", false, "- oak")]
    [InlineData("*", false, "* oak")]
    [InlineData("•", false, "- oak")]
    [InlineData("3.", true, "3. oak")]
    [InlineData("(a)", true, "- (a) oak")]
    [InlineData(null, false, "- oak")]
    public void ToMarkdown_ItemOfAList_HasAMarkerMarkdownKnows(string? marker, bool enumerated, string expected)
    {
        var document = Empty();
        var list = new GroupItem { SelfRef = "#/groups/0", Label = Labels.List, Parent = new RefItem("#/body") };
        document.Groups.Add(list);
        document.Body.Children.Add(new RefItem("#/groups/0"));
        list.Children.Add(new RefItem("#/texts/0"));
        document.Texts.Add(new TextItem
        {
            SelfRef = "#/texts/0", Label = Labels.ListItem, Orig = "oak", Text = "oak", Marker = marker, Enumerated = enumerated,
                Parent = new RefItem("#/groups/0"),
        });

        Assert.Equal(expected + "\n", DoclingMarkdown.ToMarkdown(document));
        Assert.Equal((enumerated ? $"{marker} oak" : "oak") + "\n", DoclingText.ToText(document));
    }

    [Fact]
    public void ToMarkdown_FormulaNobodyRead_SaysSo()
    {
        var document = Empty();
        Add(document, new TextItem { SelfRef = "#/texts/0", Label = Labels.Formula, Orig = "?", Text = "" });

        Assert.Equal("<!-- formula-not-decoded -->\n", DoclingMarkdown.ToMarkdown(document));
        Assert.Equal("", DoclingText.ToText(document));
    }

    [Theory]
    [InlineData("furniture")]
    [InlineData("background")]
    [InlineData("invisible")]
    public void Export_ItemOutsideTheBody_IsLeftOut(string layer)
    {
        var document = Empty();
        Add(document, new TextItem { SelfRef = "#/texts/0", Label = Labels.Text, Orig = "x", Text = "x", ContentLayer = layer });

        Assert.Equal(("", ""), (DoclingMarkdown.ToMarkdown(document), DoclingText.ToText(document)));
    }

    [Theory]
    [InlineData("#/texts/7")]
    [InlineData("#/texts/-1")]
    [InlineData("#/nothing/0")]
    [InlineData("texts")]
    [InlineData("")]
    public void Export_ReferenceToNothing_IsPassedOver(string reference)
    {
        var document = Empty();
        document.Body.Children.Add(new RefItem(reference));

        Assert.Equal(("", ""), (DoclingMarkdown.ToMarkdown(document), DoclingText.ToText(document)));
    }

    [Fact]
    public void Export_TreeInACircle_Ends()
    {
        var document = Empty();
        document.Groups.Add(new GroupItem { SelfRef = "#/groups/0", Label = "section",
            Children = [new RefItem("#/groups/0"), new RefItem("#/body")] });
        document.Body.Children.Add(new RefItem("#/groups/0"));
        document.Groups.Add(new GroupItem { SelfRef = "#/groups/1", Label = Labels.List,
            Children = [new RefItem("#/groups/1")] });
        document.Groups[0].Children.RemoveAt(1);
        document.Groups[0].Children.Add(new RefItem("#/groups/1"));

        Assert.Equal("", DoclingText.ToText(document));
        Assert.NotNull(DoclingMarkdown.ToMarkdown(document));
    }

    [Fact]
    public void Export_TableWithSpansAndHoles_FillsMarkdownAndSaysEachCellOnceInText()
    {
        var document = Empty();
        var table = new TableItem
        {
            SelfRef = "#/tables/0", Label = Labels.Table, Parent = new RefItem("#/body"),
            Data = new TableData
            {
                NumRows = 2, NumCols = 3,
                TableCells = [Cell(0, 0, 2, "Ships"), Cell(0, 2, 1, "Year"), Cell(1, 0, 1, "31"), Cell(1, 2, 1, "1879")],
            },
        };
        document.Tables.Add(table);
        document.Body.Children.Add(new RefItem("#/tables/0"));

        Assert.Equal("| Ships | Ships | Year |\n| - | - | - |\n| 31 |  | 1879 |\n", DoclingMarkdown.ToMarkdown(document));
        Assert.Equal("Ships\tYear\n31\t\t1879\n", DoclingText.ToText(document));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 3)]
    [InlineData(int.MaxValue, 2)]
    public void Grid_OfAnImpossibleSize_IsEmpty(int rows, int columns) =>
        Assert.Empty(new TableData { NumRows = rows, NumCols = columns }.Grid);

    private static TableCell Cell(int row, int column, int span, string text) => new()
    {
        StartRowOffsetIdx = row, EndRowOffsetIdx = row + 1, StartColOffsetIdx = column, EndColOffsetIdx = column + span,
            ColSpan = span, Text = text,
    };

    private static DoclingDocument Empty() => new() { Name = "empty" };

    private static void Add(DoclingDocument document, TextItem text)
    {
        text.Parent = new RefItem("#/body");
        document.Texts.Add(text);
        document.Body.Children.Add(new RefItem(text.SelfRef));
    }
}
