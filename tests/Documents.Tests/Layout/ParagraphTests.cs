using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class ParagraphTests
{
    [Theory]
    [InlineData("the clerks wrote down an exam-", "ple of every kind.", "an example of")]
    [InlineData("the nut is of the kind called self-", "locking nut by all.", "self-locking nut")]
    [InlineData("the ship was named after the Anglo-", "Saxon kings of old.", "Anglo-Saxon kings")]
    public void Analyze_WordBrokenAtTheLineEnd_IsPutTogether(string first, string second, string expected) =>
        Assert.Contains(expected, Convert.ToMarkdown(new PageBuilder().Lines(72, 100, 10, first, second).Build()),
            StringComparison.Ordinal);

    [Fact]
    public void Analyze_IndentedFirstLines_PartParagraphs()
    {
        var page = new PageBuilder()
            .Lines(72, 100, 10, "The first paragraph runs over the whole width of the text",
            "and is set without an indent, as first paragraphs are set.")
            .Line(87, 124, "The second one has an indent, but no space above itself")
                .Line(72, 136, "and goes on at the left edge for one more line of it all.").Build();

        Assert.Equal(2, Convert.ToDocument(page).Texts.Count);
    }

    [Fact]
    public void Analyze_LineThatStartsWithANumberByChance_IsNoListItem()
    {
        var page = new PageBuilder().Lines(72, 100, 10,
            "The number of ships that came to the bay in that year was",
                "42. Nobody had counted so many before, and nobody did so",
                "again until the railway was built along the coast.").Build();

        Assert.Equal("text", Assert.Single(Convert.ToDocument(page).Texts).Label);
    }

    [Fact]
    public void Analyze_ChineseLines_AreJoinedWithoutSpaces()
    {
        var page = new PageBuilder();
        page.Word("办事员每天四次读取海面的高度", new Box(72, 100, 212, 112)).Word("并把数字写在本子上。", new Box(72, 114, 172, 126));

        Assert.Equal("办事员每天四次读取海面的高度并把数字写在本子上。\n", Convert.ToMarkdown(page.Build()));
    }

    [Fact]
    public void Analyze_HebrewLineWithANumber_ReadsInLogicalOrder()
    {
        var page = new PageBuilder();
        page.Word("המשרד", new Box(480, 100, 530, 112)).Word("נפתח", new Box(440, 100, 475, 112))
            .Word("בשעה", new Box(400, 100, 435, 112))
            .Word("8", new Box(390, 100, 396, 112)).Word("בבוקר", new Box(350, 100, 386, 112));

        Assert.Equal("המשרד נפתח בשעה 8 בבוקר\n", Convert.ToMarkdown(page.Build()));
    }

    [Fact]
    public void Analyze_EnglishLineOnAHebrewPage_KeepsItsOrder()
    {
        var page = new PageBuilder();
        page.Line(72, 60, "Opening hours").Word("המשרד", new Box(480, 100, 530, 112))
            .Word("נפתחבבוקר", new Box(400, 100, 475, 112)).Word("בשעהשמונה", new Box(320, 100, 395, 112));

        Assert.StartsWith("Opening hours", Convert.ToMarkdown(page.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_ScannedLinesOfUnevenSizes_AreOneParagraph()
    {
        var page = new PageBuilder(source: TextSource.Ocr);
        string[] lines = ["Thank you for your estimate of the repair. We have read",
            "it with care and would like you to go ahead with the", "twelve volumes on the list at the price you named."];
        for (var i = 0; i < lines.Length; i++)
        {
            page.Line(72 + (i % 2), 100 + (i * 14) + (i % 2), lines[i], 10 + (i * 0.9));
        }

        Assert.Equal($"{string.Join(' ', lines)}\n", Convert.ToMarkdown(page.Build()));
    }
}
