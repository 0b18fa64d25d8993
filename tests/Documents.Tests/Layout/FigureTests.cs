namespace DaprProcessing.Documents.Tests.Layout;

public sealed class FigureTests
{
    [Fact]
    public void Analyze_LabelsInsideAnImage_BelongToThePicture()
    {
        var page = new PageBuilder().Image(100, 100, 300, 250).Line(150, 150, "Nut case", 8)
            .Line(100, 260, "Figure 2. A nut.", 9);
        page.Paragraph(72, 300, 460, Convert.Prose);

        var document = Convert.ToDocument(page.Build());

        var picture = Assert.Single(document.Pictures);
        Assert.Equal("Figure 2. A nut.", document.Texts.Single(text => text.SelfRef == picture.Captions[0].Ref).Text);
        Assert.Contains(document.Texts, text => text.Text == "Nut case" && text.Parent!.Ref == picture.SelfRef);
        Assert.DoesNotContain(
            "Nut case", DaprProcessing.Documents.Export.DoclingMarkdown.ToMarkdown(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_DrawingWithoutAnImage_IsAPictureAboveItsCaption()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 100, 460, Convert.Prose);
        page.Line(100, 200, "+1", 6).Line(100, 240, "0", 6).Line(100, 280, "-1", 6).Line(72, 300, "Figure 1. Heights by day.", 9);
        page.Paragraph(72, 340, 460, Convert.Prose);

        Assert.Equal($"{Convert.Prose}\n\nFigure 1. Heights by day.\n\n<!-- image -->\n\n{Convert.Prose}\n",
            Convert.ToMarkdown(page.Build()));
    }

    [Fact]
    public void Analyze_SentenceThatNamesAFigure_IsNoCaption()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 100, 460,
            "Figure 1 shows the difference between the reading and the prediction for one difficult volume.");

        Assert.Equal("text", Assert.Single(Convert.ToDocument(page.Build()).Texts).Label);
    }
}
