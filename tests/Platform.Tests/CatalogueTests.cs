using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.TestKit;

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
    [InlineData("stages: [no-such-stage]", "unknown stage 'no-such-stage'; known: ")]
    [InlineData("stages: []", "a phase has no stages")]
    [InlineData("stages: [result-assembler]", "'result-assembler' cannot be asked for chunks; these can: ")]
    [InlineData("stages: [pdf-to-png, pdf-to-png]", "the stage 'pdf-to-png' stands there twice")]
    [InlineData("phases: []", "a phase has no stages")]
    [InlineData("phases: [{ stages: [pdf-to-png], gather: png-to-text }]", "'png-to-text' cannot be asked for gather")]
    [InlineData("phases: [{ stages: [pdf-to-png], cut: nobody }]", "unknown stage 'nobody'")]
    [InlineData("phases: [{ stages: [pdf-to-png], unitsPerChunk: 0 }]", "unitsPerChunk must be 1 to 1000, not 0")]
    [InlineData("phases: [{ stages: [png-to-text] }, { stages: [pdf-to-png] }]", "only the first phase goes over")]
    [InlineData("phases: [{ stages: [pdf-to-png] }]\nstages: [pdf-to-png]", "takes either stages or phases")]
    [InlineData("stages: [pdf-to-png]\nsteps: [pdf-to-png]", "line 5")]
    public void Parse_PipelineWithAnError_NamesTheFileAndWhatIsWrong(string line, string expected)
    {
        var yaml = $"description: Mine.\naccepts: [application/pdf]\nartifacts: []\n{line}\n";

        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Parse("mine", yaml, ConsumerCatalogue.Shipped));

        Assert.Contains("mine.yaml", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Parse_PipelineWithSeveralErrors_NamesThemAll()
    {
        const string Yaml = "description: Mine.\naccepts: []\nartifacts: []\nstages: [gone]\n";

        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Parse("mine", Yaml, ConsumerCatalogue.Shipped));

        Assert.Contains("mine.yaml: accepts nothing", error.Message);
        Assert.Contains("mine.yaml: unknown stage 'gone'", error.Message);
    }

    [Fact]
    public void Parse_PipelineWithWrongKeysAndOptions_NamesThemAll()
    {
        const string Yaml = """
            description: Mine.
            accept: [application/pdf]
            phases:
              - stages: [png-to-text]
                gathers: nobody
              - cut: tts
            options: '{"png-to-text":{"dpi":1,"ocr":"perhaps"},"tts":{"rate":9},"gone":{}}'
            """;

        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Parse("mine", Yaml, ConsumerCatalogue.Shipped));

        Assert.All(
            [
                "line 2: unknown key 'accept'; known: accepts, ", "line 1: 'accepts' is missing",
                "line 1: 'artifacts' is missing",
                "line 5: unknown key 'gathers'", "line 6: 'stages' is missing", "mine.yaml: accepts nothing",
                "png-to-text.dpi", "png-to-text.ocr", "tts.rate", "options: 'gone' is no stage",
            ],
            expected => Assert.Contains(expected, error.Message));
    }

    [Theory]
    [InlineData("[{ stages: [png-to-text] }, { cut: tts, stages: [tts, pcm-to-wav], gather: wav-aggregator }]",
        "'tts' (asked for cut) has nothing to work on: before it must come pdf-docling or audio-transcription")]
    [InlineData("[{ stages: [tts, pcm-to-wav] }]", "'tts' (asked for chunks) has nothing")]
    [InlineData("[{ stages: [pcm-to-wav] }]", "before it must come tts")]
    [InlineData("[{ stages: [pdf-docling] }, { cut: tts, stages: [tts], gather: wav-aggregator }]",
        "'wav-aggregator' (asked for gather) has nothing to work on: before it must come pcm-to-wav")]
    [InlineData("[{ stages: [pdf-to-png], gather: image-processing }]", "before it must come image-processing")]
    public void Parse_StageWithoutItsInput_SaysWhatMustComeBefore(string phases, string expected)
    {
        var yaml = $"description: Mine.\naccepts: [application/pdf]\nartifacts: []\nphases: {phases}\n";

        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Parse("mine", yaml, ConsumerCatalogue.Shipped));

        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void With_TypeOrArtifactThatThereIsNot_NamesThoseThatThereAre()
    {
        using var folder = new TempFolder();
        File.WriteAllText(
            folder.File("mine.yaml"), "description: Mine.\naccepts: [pdf]\nartifacts: [page/]\nstages: [pdf-to-png]\n");

        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Shipped.With(folder.Path));

        Assert.Contains("mine.yaml: accepts 'pdf', which no file is told as; known: application/epub+zip, ", error.Message);
        Assert.Contains("no stage of it makes the artifact 'page/'; they make: attachments/, ", error.Message);
    }

    [Fact]
    public void With_OperatorsFolder_AddsItsPipelinesAndReplacesThoseOfTheSameName()
    {
        using var folder = new TempFolder();
        const string Yaml = "description: Mine.\naccepts: [image/png]\nartifacts: [pages/]\nstages: [pdf-to-png]\n";
        File.WriteAllText(folder.File("mine.yaml"), Yaml);
        File.WriteAllText(folder.File("pdf.pages.yaml"), Yaml);

        var pipelines = PipelineCatalogue.Shipped.With(folder.Path);

        Assert.Equal(PipelineCatalogue.Shipped.All.Count() + 1, pipelines.All.Count());
        Assert.All(["mine", "pdf.pages"], name => Assert.Equal(["image/png"], pipelines.Find(name)!.Accepts));
    }

    [Fact]
    public void With_OperatorsFolderWithBadFiles_NamesEachAndWhatIsWrong()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("one.yaml"), "description: Mine.\naccepts: [a]\nartifacts: []\nstages: [gone]\n");
        File.WriteAllText(folder.File("two.yaml"), "description: [");

        var error = Assert.Throws<InvalidDataException>(() => PipelineCatalogue.Shipped.With(folder.Path));

        Assert.Contains("one.yaml: unknown stage 'gone'", error.Message);
        Assert.Contains("two.yaml, line", error.Message);
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
