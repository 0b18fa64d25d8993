using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Services.Tests.ResultAssembler;

/// <summary>Which forms of a document are written, and which of them are handed out.</summary>
public sealed class FormsTests
{
    private const string Sentence = "Twelve crates of apples were loaded on Monday.";

    private static readonly PageLayout[] Read =
    [
        new(1, 612, 792, TextSource.TextLayer, 10, false,
            [new LayoutBlock(BlockKind.Paragraph, new Box(72, 72, 400, 84), Sentence) { SizePt = 10, Lines = 1 }])
        {
            LettersByKind = LetterCounts.Of([Sentence, "A second sentence that no block holds."]),
        },
    ];

    [Theory]
    [InlineData("document.json")]
    [InlineData("document.md")]
    [InlineData("document.txt")]
    public async Task Document_OfOneForm_HasNoOtherAndIsHeldToWhatWasRead(string form)
    {
        await using var assembler = await AssemblerHarness.StartAsync();

        var result = await assembler.AssembleAsync(PageLayout.Output, Read, [form]);

        Assert.Equal([form], result.Artifacts.Select(artifact => artifact.Name));
        Assert.Equal([form, "result.json"], await WrittenAsync(assembler));
        Assert.Equal("page 1: 31 of the 69 letters read are not in the document", Assert.Single(result.ValidationErrors));
    }

    /// <summary>Speech is made of the JSON, and an analysis of the text, whatever the pipeline hands out in the end.</summary>
    [Fact]
    public async Task Document_ThatAnotherPhaseReads_IsWrittenWholeAndHandedOutAsWanted()
    {
        await using var assembler = await AssemblerHarness.StartAsync();

        var result = await assembler.AssembleAsync(PageLayout.Output, Read, ["document.md", "audio.mp3"], isLast: false);

        Assert.Equal(["document.md"], result.Artifacts.Select(artifact => artifact.Name));
        Assert.Equal([.. AssemblerHarness.AllForms, "result.json"], await WrittenAsync(assembler));
    }

    [Fact]
    public async Task Document_OfPagesThatNobodyHasRead_IsNotWrittenForAnotherPhase()
    {
        await using var assembler = await AssemblerHarness.StartAsync();

        await assembler.AssembleAsync("drawn", new { }, ["images/"], isLast: false);

        Assert.Equal(["result.json"], await WrittenAsync(assembler));
    }

    private static async Task<IReadOnlyList<string>> WrittenAsync(AssemblerHarness assembler)
    {
        var names = new List<string>();
        await foreach (var key in assembler.Objects.ListAsync("", after: null, CancellationToken.None))
        {
            if (key.Split("/result/") is [_, var name])
            {
                names.Add(name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
