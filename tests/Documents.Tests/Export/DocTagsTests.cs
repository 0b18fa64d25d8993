using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

public sealed class DocTagsTests
{
    private readonly SmallDocument _small = new();

    [Fact]
    public void ToDocTags_Place_IsInFiveHundredthsOfThePageFromTheTop()
    {
        _small.Text(Labels.Title, "Ships");

        Assert.Equal(
            "<doctag><title><loc_50><loc_50><loc_450><loc_100>Ships</title>\n</doctag>\n",
            DoclingDocTags.ToDocTags(_small.Document));
    }

    [Fact]
    public void ToDocTags_NextPage_IsMarked()
    {
        _small.Text(Labels.Text, "one");
        _small.Text(Labels.Text, "two", page: 2);

        Assert.Contains("one</text>\n<page_break>\n<text>", DoclingDocTags.ToDocTags(_small.Document));
    }

    [Fact]
    public void ToDocTags_TableWithASpan_SaysWhereItReaches()
    {
        _small.Table(2, 2, (0, 0, 2, "Ship"), (1, 0, 1, "Ark"));

        Assert.Contains("<otsl><ched>Ship<lcel><nl><fcel>Ark<ecel><nl></otsl>", DoclingDocTags.ToDocTags(_small.Document));
    }

    [Fact]
    public void ToDocTags_CodeListAndPicture_HaveTheirTags()
    {
        _small.Text(Labels.Code, "x = 1").CodeLanguage = "Python";
        var item = _small.Text(Labels.ListItem, "one", parent: _small.Group(Labels.List));
        item.Enumerated = true;
        _small.Picture();

        var tags = DoclingDocTags.ToDocTags(_small.Document);

        Assert.Contains("<_Python_>x = 1</code>", tags);
        Assert.Contains("<ordered_list><list_item>", tags);
        Assert.Contains("<picture><loc_0><loc_0><loc_250><loc_250></picture>", tags);
    }
}
