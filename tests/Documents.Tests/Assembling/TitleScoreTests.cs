using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Assembling;

public sealed class TitleScoreTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(0.3, false)]
    [InlineData(0.95, true)]
    public void Assemble_LineWithANumberInBrackets_IsHeadingWhereDetectorIsSure(double? score, bool expected)
    {
        var line = new LayoutBlock(BlockKind.ListItem, new Box(72, 100, 200, 112), "What the harbour needs")
        {
            SizePt = 10, Lines = 1, Marker = "(2)", Enumerated = true, TitleScore = score,
        };
        var page = new PageLayout(1, 612, 792, TextSource.TextLayer, 10, false, [line]);

        var document = DocumentAssembler.Assemble(new DocumentOrigin("application/pdf", 1, "harbour.pdf"), [page]);

        Assert.Equal(expected, document.Texts[0].Label is Labels.SectionHeader or Labels.Title);
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(true, 0.1, false)]
    [InlineData(true, 0.3, true)]
    [InlineData(false, 0.3, false)]
    [InlineData(false, 0.6, false)]
    [InlineData(false, 0.95, true)]
    public void Assemble_ShortLine_IsHeadingWhereDetectorAndTypeSaySo(bool bold, double? score, bool expected)
    {
        var line = new LayoutBlock(BlockKind.Paragraph, new Box(72, 100, 200, 112), "What the harbour needs")
        {
            SizePt = 10, Lines = 1, Bold = bold, GapBeforePt = 20, TitleScore = score,
        };
        var text = new LayoutBlock(BlockKind.Paragraph, new Box(72, 120, 500, 180), string.Concat(Enumerable.Repeat(
            "The harbour needs a deeper basin and a longer quay than the one it has. ", 8)))
        {
            SizePt = 10, Lines = 6, GapBeforePt = 8, TitleScore = score is null ? null : 0,
        };
        var page = new PageLayout(1, 612, 792, TextSource.TextLayer, 10, false, [line, text]);

        var document = DocumentAssembler.Assemble(new DocumentOrigin("application/pdf", 1, "harbour.pdf"), [page]);

        Assert.Equal(expected, document.Texts[0].Label is Labels.SectionHeader or Labels.Title);
    }
}
