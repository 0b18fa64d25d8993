using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Assembling;

public sealed class LetterBalanceTests
{
    private static readonly PageLayout[] Layouts =
        [.. Enumerable.Range(1, 3).Select(number => PageAnalyzer.Analyze(SamplePages.Rich(number)))];

    [Fact]
    public void Check_WholeDocument_IsInBalance() => Assert.Empty(LetterBalance.Check(Document(Layouts), Layouts));

    [Fact]
    public void Check_BlockLostOnTheWay_NamesPageAndLetters()
    {
        var layouts = Layouts
            .Select(page => page.PageNo == 2
            ? page with { Blocks = [.. page.Blocks.Where(block => block.Kind != BlockKind.Code)] } : page);

        Assert.Equal("page 2: 19 of the 623 letters read are not in the document",
            Assert.Single(LetterBalance.Check(Document(layouts), Layouts)));
    }

    [Fact]
    public void Check_BlockSaidTwice_NamesPageAndLetters()
    {
        var layouts = Layouts.Select(page => page.PageNo == 3 ? page with { Blocks = [.. page.Blocks, page.Blocks[2]] } : page);

        Assert.StartsWith("page 3: ", Assert.Single(LetterBalance.Check(Document(layouts), Layouts)), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TextThatRunsOverAPageBreak_CountsOnBothPages()
    {
        var first = new PageBuilder(1)
            .Lines(60, 600, 10, "The last lines of the first page stop in the middle of a",
            "sentence and the reader has to turn the page before com-").Build();
        var second = new PageBuilder(2).Lines(60, 100, 10, "ing to its end.").Build();

        Assert.Equal(2, Assert.Single(Convert.ToDocument(first, second).Texts).Prov.Count);
    }

    [Fact]
    public void Check_TwoLettersOfMany_AreWithinWhatRepairsCost()
    {
        var document = Document(Layouts);
        document.Texts[1].Text = document.Texts[1].Text[..^3];
        document.Texts[1].Prov[0] = document.Texts[1].Prov[0] with { Charspan = [0, document.Texts[1].Text.Length] };

        Assert.Empty(LetterBalance.Check(document, Layouts));
    }

    [Fact]
    public void Check_LetterLostAndAnotherDoubled_DoNotCancel()
    {
        var document = Document(Layouts);
        var text = document.Texts.MaxBy(item => item.Text.Length)!;
        text.Text = text.Text.Replace('e', 'a');

        Assert.Equal(2, LetterBalance.Check(document, Layouts).Count);
    }

    [Fact]
    public void Check_PageThatNobodyCounted_IsNotHeldToIt() => Assert.Empty(LetterBalance.Check(
        Document([]), Layouts.Select(page => page with { LettersByKind = null })));

    [Fact]
    public void Check_LettersThatTheReaderLost_AreTold()
    {
        var layout = PageAnalyzer.Analyze(SamplePages.Rich(1) with { Lost = 20 });

        Assert.Equal("page 1: 20 of the 643 letters in the file are in none of its words",
            Assert.Single(LetterBalance.Check(Document([layout]), [Convert.Stored(layout)])));
    }

    [Fact]
    public void CheckParts_ItemLostInMerging_SaysHowMany()
    {
        var document = Document(Layouts);
        var parts = new[] { LetterBalance.Of(document) };
        document.Texts.Remove(document.Texts.MaxBy(item => item.Text.Length)!);

        Assert.StartsWith("the parts of the document: ", Assert.Single(LetterBalance.CheckParts(document, parts)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void CheckFiles_ItemThatTheTreeDoesNotLeadTo_IsMissedInBothFiles()
    {
        var document = Document(Layouts);
        document.Body.Children.RemoveAt(3);

        Assert.Equal(2, Convert.FilesOutOfBalance(document).Count);
    }

    [Theory]
    [InlineData("ab]( c & d < e")]
    [InlineData("&lt;b&gt; <!-- image --> and _under_ http://example.com/a_b")]
    [InlineData("tail&")]
    public void CheckFiles_TextThatLooksLikeMarkup_IsInBalance(string text)
    {
        var document = Document(Layouts);
        foreach (var item in document.Texts)
        {
            item.Text = text;
        }

        Assert.Empty(Convert.FilesOutOfBalance(document));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("•–.,-", 0)]
    [InlineData("a1 é 海", 4)]
    public void Of_Text_CountsLettersAndDigits(string text, int expected) => Assert.Equal(expected, LetterBalance.Of(text));

    private static DoclingDocument Document(IEnumerable<PageLayout> layouts) =>
        DocumentAssembler.Assemble(Convert.Origin, layouts);
}
