using System.Text.Json;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Platform.Tests;

public sealed class OfficePagesTests
{
    private static readonly JobOptions Asked = new()
    {
        Stages = new Dictionary<string, JsonElement>
        {
            ["pdf-to-png"] = JsonSerializer.SerializeToElement(new { officePages = true, dpi = 72 }),
        },
    };

    [Theory]
    [InlineData("document", MediaTypes.Docx, true, true)]
    [InlineData("document", MediaTypes.Docx, false, false)]
    [InlineData("document", MediaTypes.Pdf, true, false)]
    [InlineData("pdf.pages", MediaTypes.Xlsx, false, true)]
    [InlineData("pdf.pages", MediaTypes.Pdf, false, false)]
    [InlineData("pdf.docling", MediaTypes.Docx, true, false)]
    public void Images_AreWanted_WhereTheyAreAskedFor(string pipeline, string mediaType, bool isAsked, bool areWanted) =>
        Assert.Equal(areWanted, OfficePages.AreWanted(PhasesOf(pipeline), isAsked ? Asked : new JobOptions(), mediaType));

    [Fact]
    public void Document_ComesBeforeItsPages()
    {
        var phases = OfficePages.PhasesOf(PhasesOf("document"), MediaTypes.Docx);

        Assert.Equal(
            ["-> png-to-text, pdf-docling -> result-assembler", "pdf-to-png -> pdf-to-png -> pdf-to-png"], phases.Select(Told));
        Assert.False(WorkIds.IsOfPages(phases[1], 1));
    }

    [Fact]
    public void Slides_AreChosenInBothPhases() =>
        Assert.True(WorkIds.IsOfPages(OfficePages.PhasesOf(PhasesOf("document"), MediaTypes.Pptx)[1], 1));

    [Fact]
    public void Pages_ThatAreAllThereIs_AreOnePhase() => Assert.Equal(
        ["pdf-to-png -> pdf-to-png -> result-assembler"],
        OfficePages.PhasesOf(PhasesOf("pdf.pages"), MediaTypes.Docx).Select(Told));

    [Fact]
    public void Option_IsSaidToTheStage_BesideTheOthers() => Assert.Equal(
        """{"officePages":true,"dpi":72}""", OfficePages.Chosen(Asked).Stages["pdf-to-png"].GetRawText());

    private static IReadOnlyList<Phase> PhasesOf(string pipeline) => PipelineCatalogue.Shipped.Find(pipeline)!.Phases;

    private static string Told(Phase phase) => $"{phase.Cut} -> {string.Join(", ", phase.Stages)} -> {phase.Gather}".Trim();
}
