using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Engines;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>
/// Puts the pages of a document together: DoclingDocument JSON, Markdown, plain text, and what else the job asks for.
/// </summary>
internal sealed class ResultAssemblerStage(ISearchablePdf searchable, IDocumentFacts facts) : IGatherer, IStageDefinition
{
    public static string Name => AppIds.ResultAssembler;

    public static Type Options => typeof(ResultAssemblerOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration);

    public async Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken)
    {
        var pages = await gather.ReadUnitsAsync(cancellationToken);
        gather.AddUnitArtifacts(pages);
        var artifacts = new DocumentArtifacts(gather);
        var (document, errors) = artifacts.AreNeeded(pages)
            ? await WriteAsync(gather, artifacts, pages, cancellationToken) : (null, []);
        var notMade = await new RequestedOutputs(gather, searchable).WriteAsync(pages, cancellationToken);
        return new Gathered(pages, Errors: errors) { Document = document, NotMade = notMade };
    }

    private async Task<(DocumentFacts? Document, IReadOnlyList<string> Errors)> WriteAsync(
        GatherContext gather, DocumentArtifacts artifacts, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        var document = await new DocumentDescription(gather, facts).ReadAsync(cancellationToken);
        var errors = await artifacts.WriteAsync(pages, document, cancellationToken);
        return (document == new DocumentFacts() ? null : document, errors);
    }
}
