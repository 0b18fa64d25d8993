using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

/// <summary>Runs, tables and figures in HTML.</summary>
public sealed class HtmlFormatTests
{
    private readonly SmallDocument _small = new();

    [Theory]
    [InlineData(false, false, "baseline", "ship")]
    [InlineData(true, false, "baseline", "<u>ship</u>")]
    [InlineData(false, true, "baseline", "<del>ship</del>")]
    [InlineData(true, true, "super", "<sup><del><u>ship</u></del></sup>")]
    [InlineData(false, false, "sub", "<sub>ship</sub>")]
    [InlineData(false, false, "script", "ship")]
    public void Text_WithEachFormatting_HasItsElement(bool underline, bool strike, string script, string expected)
    {
        _small.Text(Labels.Text, "ship").Formatting =
            new Formatting(Underline: underline, Strikethrough: strike, Script: script);

        Assert.Contains($"<p>{expected}</p>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Heading_ThatIsALink_LeadsThere()
    {
        _small.Text(Labels.SectionHeader, "Ships & cargo", level: 1).Hyperlink = "mailto:harbour@example.org";

        Assert.Contains(
            "<h2><a href=\"mailto:harbour@example.org\">Ships &amp; cargo</a></h2>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Code_InARun_IsMarkedAndEscaped()
    {
        var inline = _small.Group(Labels.Inline);
        _small.Text(Labels.Text, "Call ", parent: inline);
        _small.Text(Labels.Code, "a<b>()", parent: inline);

        Assert.Contains("<p>Call <code>a&lt;b&gt;()</code></p>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Cell_OverRowsAndColumns_SaysBoth()
    {
        var table = _small.Table(3, 3, (0, 0, 3, "Ships"), (1, 2, 1, "9"), (2, 2, 1, "8"));
        table.Data.TableCells.Add(new TableCell
        {
            StartRowOffsetIdx = 1, EndRowOffsetIdx = 3, EndColOffsetIdx = 2, RowSpan = 2, ColSpan = 2, Text = "Ark",
            RowHeader = true,
        });

        Assert.Contains(
            "<tr><th colspan=\"3\">Ships</th></tr><tr><th rowspan=\"2\" colspan=\"2\">Ark</th><td>9</td></tr>"
            + "<tr><td>8</td></tr>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Cell_ThatIsMissing_IsEmptyWhereItWouldStand()
    {
        _small.Table(2, 2, (0, 0, 1, "Ship"), (0, 1, 1, "Tons"), (1, 1, 1, "9 <"));

        Assert.Contains("<tr><td></td><td>9 &lt;</td></tr>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Figure_WithDescriptionAndCaption_HasBoth()
    {
        var picture = _small.Picture();
        picture.Meta = PictureDescription.ToMeta("a \"tall\" ship");
        var caption = _small.Text(Labels.Caption, "Figure 1", parent: picture);
        caption.Formatting = new Formatting(Bold: true);
        picture.Captions.Add(new RefItem(caption.SelfRef));

        Assert.Contains(
            "<figure aria-label=\"a &quot;tall&quot; ship\"><figcaption><strong>Figure 1</strong></figcaption></figure>",
            DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Labels_InsideAPicture_AreNotText()
    {
        _small.Text(Labels.Text, "north", parent: _small.Picture());

        Assert.DoesNotContain("north", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Text_OfNothing_IsNoElement()
    {
        _small.Text(Labels.Text, "");

        Assert.Contains("<div class='page'>\n</div>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Name_OfTheDocument_IsTheTitleEscaped()
    {
        _small.Document.Name = "</title><script>";

        Assert.Contains("<title>&lt;/title&gt;&lt;script&gt;</title>", DoclingHtml.ToHtml(_small.Document));
    }

    [Fact]
    public void Slide_ThatIsAGroup_IsWrittenWithoutAnElementOfItsOwn()
    {
        _small.Text(Labels.Text, "One.", parent: _small.Group("slide"));

        Assert.Contains("<div class='page'>\n<p>One.</p>\n</div>", DoclingHtml.ToHtml(_small.Document));
    }
}
