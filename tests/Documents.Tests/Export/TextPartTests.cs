using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>Plain text of lists, tables and pictures.</summary>
public sealed class TextPartTests
{
    private readonly SmallDocument _small = new();

    [Theory]
    [InlineData("2.", true, "2. oak")]
    [InlineData("•", false, "oak")]
    [InlineData(null, true, "oak")]
    [InlineData("", true, "oak")]
    public void ToText_ItemOfAList_HasItsNumberWhereItHasOne(string? marker, bool enumerated, string expected)
    {
        var item = _small.Text(Labels.ListItem, "oak", parent: _small.Group(Labels.List));
        (item.Marker, item.Enumerated) = (marker, enumerated);

        Assert.Equal(expected + "\n", DoclingText.ToText(_small.Document));
    }

    [Fact]
    public void ToText_CellOverTwoRows_IsSaidInItsFirst()
    {
        var table = _small.Table(2, 2, (0, 1, 1, "9"), (1, 1, 1, "two\nlines"));
        table.Data.TableCells.Add(new TableCell { EndRowOffsetIdx = 2, EndColOffsetIdx = 1, RowSpan = 2, Text = "Ark" });

        Assert.Equal("Ark\t9\ntwo lines\n", DoclingText.ToText(_small.Document));
    }

    [Fact]
    public void ToText_PictureWithACaption_IsItsCaptionAlone()
    {
        var picture = _small.Picture();
        picture.Meta = PictureDescription.ToMeta("a ship");
        picture.Captions.Add(new RefItem(_small.Text(Labels.Caption, "Figure 1", parent: picture).SelfRef));
        _small.Text(Labels.Text, "north", parent: picture);
        _small.Text(Labels.Text, "After.");

        Assert.Equal("Figure 1\n\nAfter.\n", DoclingText.ToText(_small.Document));
    }

    [Fact]
    public void ToText_ParagraphInsideAnItem_IsOneOfItsOwn()
    {
        var item = _small.Text(Labels.ListItem, "oak", parent: _small.Group(Labels.List));
        _small.Text(Labels.Text, "It grows slowly.", parent: item);

        Assert.Equal("oak\n\nIt grows slowly.\n", DoclingText.ToText(_small.Document));
    }
}
