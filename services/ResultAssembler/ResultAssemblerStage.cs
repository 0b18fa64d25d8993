using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Stages;

namespace DaprProcessing.ResultAssembler;

/// <summary>The fan-in: puts the chunks of a job together into its artifacts and <c>result.json</c>.</summary>
internal sealed class ResultAssemblerStage : IStage
{
    public string Name => StageNames.ResultAssembler;

    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var assembly = chunk.Work.Assembly ?? throw new InvalidDataException("an assembly message without its chunks");
        var wanted = PipelineCatalogue.Shipped.Find(assembly.Pipeline)?.Artifacts ?? [];
        var parts = new ChunkParts(chunk);
        var artifacts = new ArtifactWriter(chunk);

        var pages = new List<PageWork>(chunk.Work.TotalPages);
        var layouts = new List<PageLayout>();
        foreach (var part in assembly.Chunks)
        {
            pages.AddRange(await parts.PagesAsync(part, cancellationToken));
            layouts.AddRange(await parts.LayoutsAsync(part, wanted, cancellationToken));
        }

        artifacts.AddPageImages(pages);
        IReadOnlyList<string> errors = wanted.Contains(DocumentArtifacts.Json)
            ? await new DocumentArtifacts(chunk, artifacts).WriteAsync(layouts, cancellationToken)
            : [];
        var result = Describe(assembly.Pipeline, pages, artifacts.Written, errors);
        await artifacts.WriteJsonAsync(JobResult.Name, result, cancellationToken);
        return [.. pages.Where(page => page.Failure is not null)];
    }

    private static JobResult Describe(
        string pipeline, IReadOnlyList<PageWork> pages, IReadOnlyList<Artifact> artifacts, IReadOnlyList<string> errors)
    {
        var sources = pages.Where(page => page.Text is not null).CountBy(page => page.Text!.Source)
            .OrderBy(count => count.Key).ToDictionary(count => NameOf(count.Key), count => count.Value);
        return new JobResult(
            pipeline, pages.Count, pages.Count(page => page.Failure is not null), sources,
            [.. pages.Select(page => new PageResult(page.PageNo, page.Text, page.Image, page.Failure))], artifacts, errors);
    }

    private static string NameOf(TextSource source) => source switch
    {
        TextSource.TextLayer => "text_layer",
        TextSource.Ocr => "ocr",
        _ => "none",
    };
}
