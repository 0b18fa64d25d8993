using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Services.Tests.ResultAssembler;

/// <summary>Words in are words out: what a document lost on the way stands in its result.</summary>
public sealed class BalanceTests
{
    private const string Sentence = "Twelve crates of apples were loaded on Monday.";

    [Fact]
    public async Task Result_OfAPageThatLostLetters_SaysHowMany()
    {
        var layout = Layout() with { LettersByKind = LetterCounts.Of([Sentence, "A second sentence that no block holds."]) };

        Assert.Equal("page 1: 31 of the 69 letters read are not in the document",
            Assert.Single((await AssembleAsync(PageLayout.Output, new[] { layout })).ValidationErrors));
    }

    [Fact]
    public async Task Result_OfAPageWhoseReaderLostLetters_SaysHowMany()
    {
        var result = await AssembleAsync(PageLayout.Output, new[] { Layout() with { LostLetters = 12 } });

        Assert.Equal("page 1: 12 of the 50 letters in the file are in none of its words",
            Assert.Single(result.ValidationErrors));
    }

    [Fact]
    public async Task Result_OfADocumentWithAnItemOutsideItsTree_SaysWhatTheFilesLack()
    {
        var unit = new DoclingDocument { Name = "unit" };
        unit.Texts.Add(new TextItem
        {
            SelfRef = "#/texts/0", Parent = new RefItem("#/body"), Label = Labels.Text, Orig = Sentence, Text = Sentence,
        });

        var errors = (await AssembleAsync(DoclingDocument.UnitOutput, unit)).ValidationErrors;

        Assert.Contains("the document: 38 of the 38 letters read are not in its Markdown", errors);
        Assert.Contains("the document: 38 of the 38 letters read are not in its plain text", errors);
    }

    [Fact]
    public async Task Result_OfAWholePage_HasNoErrors() =>
        Assert.Empty((await AssembleAsync(PageLayout.Output, new[] { Layout() })).ValidationErrors);

    private static PageLayout Layout() => new(1, 612, 792, TextSource.TextLayer, 10, false,
        [new LayoutBlock(BlockKind.Paragraph, new Box(72, 72, 400, 84), Sentence) { SizePt = 10, Lines = 1 }])
    {
        LettersByKind = LetterCounts.Of([Sentence]),
    };

    private static async Task<JobResult> AssembleAsync<T>(string output, T content)
    {
        await using var assembler = await AssemblerHarness.StartAsync();
        return await assembler.AssembleAsync(output, content, [.. AssemblerHarness.AllForms]);
    }
}
