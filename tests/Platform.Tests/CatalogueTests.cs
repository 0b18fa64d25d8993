using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Platform.Tests;

public sealed class CatalogueTests
{
    [Theory]
    [InlineData("  other: { topic: pdf.created, stream: OTHER, group: mine }", "and 'other' both consume 'pdf.created'")]
    [InlineData("  other: { topic: pdf.*, stream: OTHER, group: others }", "both consume 'pdf.*'")]
    [InlineData("  other: { topic: mine, stream: OTHER, group: pdf-workers }", "share the group 'pdf-workers'")]
    [InlineData("  Other: { topic: mine, stream: OTHER, group: others }", "'Other' is no app id")]
    [InlineData("  other: { topic: a b, stream: OTHER, group: others }", "'a b' is no topic")]
    [InlineData("  other: { topic: mine, stream: OTHER }", "group")]
    [InlineData("  other: { topic: mine, stream: OTHER, group: others, gpu: true }", "gpu")]
    [InlineData("  pdf-to-png: { topic: mine, stream: OTHER, group: others }", "catalogue.yaml, line 2: Encountered duplicate")]
    public void Parse_CatalogueWithAnError_NamesThePlaceAndWhatIsWrong(string line, string expected)
    {
        var yaml = "stages:\n  pdf-to-png: { topic: pdf.created, stream: PDF_JOBS, group: pdf-workers }\n" + line
            + "\nservices: {}\ndeadLetters: { topic: dead.letter, stream: DEAD_LETTERS }\n";

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => ConsumerCatalogue.Parse(yaml)).Message);
    }

    [Fact]
    public void Pipelines_Shipped_NameKnownStagesAndArtifacts()
    {
        Assert.Contains(PipelineCatalogue.DefaultName, PipelineCatalogue.Shipped.All.Select(pipeline => pipeline.Name));
        Assert.All(PipelineCatalogue.Shipped.All, pipeline => Assert.NotEmpty(pipeline.Artifacts));
    }

    [Theory]
    [InlineData("stages: [no-such-stage]", "unknown stage 'no-such-stage'; known: pdf-docling, pdf-to-png, png-to-text")]
    [InlineData("stages: []", "has no stages")]
    [InlineData("stages: [pdf-to-png]\nsteps: [pdf-to-png]", "line 5")]
    public void Parse_PipelineWithAnError_NamesTheFileAndWhatIsWrong(string line, string expected)
    {
        var yaml = $"description: Mine.\naccepts: [application/pdf]\nartifacts: []\n{line}\n";

        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Parse("mine", yaml, ConsumerCatalogue.Shipped));

        Assert.Contains("mine.yaml", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(63)]
    [InlineData(200)]
    [InlineData(10_000)]
    public void Cut_AnyPageCount_CoversEveryPageOnceInOrder(int pages)
    {
        var chunks = ChunkPlan.Cut(pages);

        Assert.Equal(Enumerable.Range(1, pages), chunks.SelectMany(chunk => Enumerable.Range(chunk.FirstPageNo, chunk.Count)));
        Assert.Equal(chunks.Count, chunks.Select(chunk => chunk.ChunkId).Distinct().Count());
    }
}
