using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Tests.Docling;

namespace DaprProcessing.Documents.Tests.Layout;

/// <summary>What a tagged PDF says of its pictures, through to Markdown and the document.</summary>
public sealed class FigureDescriptionTests
{
    private static readonly Box Place = new(100, 300, 400, 500);

    [Fact]
    public void ToMarkdown_DescribedPicture_HasItForItsAlternateText()
    {
        var document = Convert.ToDocument(Page(Place, "Ships\nin the [inner] bay & a <gull>"));

        Assert.Contains("\n\n![Ships in the [inner] bay &amp; a &lt;gull&gt;]()\n", DoclingMarkdown.ToMarkdown(document),
            StringComparison.Ordinal);
        Assert.DoesNotContain("Ships", DoclingText.ToText(document), StringComparison.Ordinal);
        Assert.Contains("<figure aria-label=\"Ships in the [inner] bay &amp; a &lt;gull&gt;\">", DoclingHtml.ToHtml(document),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ToUtf8Bytes_DescribedPicture_IsValidAgainstTheSchema()
    {
        var json = Encoding.UTF8.GetString(DoclingJson.ToUtf8Bytes(Convert.ToDocument(Page(Place, "Ships in the bay"))));

        Assert.Empty(DocumentSchema.Errors(json));
        Assert.Contains("\"meta\":{\"description\":{\"text\":\"Ships in the bay\"}}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Project_DescribedPictureToAVersionWithoutMeta_HasItAsAnnotation()
    {
        var document = DocumentVersion.Project(Convert.ToDocument(Page(Place, "Ships in the bay")), new Version(1, 7, 0));

        var annotation = Assert.Single(Assert.Single(document.Pictures).Annotations!);
        Assert.Equal(("description", "Ships in the bay"), ((string?)annotation!["kind"], (string?)annotation["text"]));
    }

    [Theory]
    [InlineData("Figure")]
    [InlineData("Picture 12")]
    [InlineData("C:\\bay\\ships and gulls.JPG")]
    [InlineData("ships_2.png")]
    [InlineData("???")]
    public void Analyze_DescriptionThatSaysNothing_IsNone(string text) => Assert.Null(Description(Page(Place, text)));

    [Theory]
    [InlineData(110, 310, 200, 400, true)]
    [InlineData(90, 290, 420, 520, true)]
    [InlineData(100, 510, 400, 600, false)]
    [InlineData(350, 450, 600, 700, false)]
    public void Analyze_FigureBesideThePicture_IsAnother(double l, double t, double r, double b, bool same) =>
        Assert.Equal(same ? "Ships in the bay" : null, Description(Page(new Box(l, t, r, b), "Ships in the bay")));

    [Fact]
    public void Analyze_FiguresInOnePicture_AreAllTold()
    {
        var page = Builder().Figure(new Box(100, 300, 240, 500), "Ships").Figure(new Box(260, 300, 400, 500), "Gulls").Build();

        Assert.Equal("Ships Gulls", Description(page));
    }

    private static string? Description(PageText page) =>
        PictureDescription.Of(Assert.Single(Convert.ToDocument(page).Pictures));

    private static PageText Page(Box box, string text) => Builder().Figure(box, text).Build();

    private static PageBuilder Builder()
    {
        var page = new PageBuilder().Image(Place.L, Place.T, Place.R, Place.B);
        page.Paragraph(72, 72, 400, Convert.Prose);
        return page;
    }
}
