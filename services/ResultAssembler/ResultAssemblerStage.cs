using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Engines;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>
/// Puts the pages of a document together: DoclingDocument JSON, Markdown, plain text, and what else the job asks for.
/// </summary>
internal sealed class ResultAssemblerStage(ISearchablePdf searchable) : IGatherer, IStageDefinition
{
    public static string Name => AppIds.ResultAssembler;

    public static Type Options => typeof(ResultAssemblerOptions);

    public static void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddDocumentEngines(configuration);

    public async Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken)
    {
        var pages = await gather.ReadUnitsAsync(cancellationToken);
        gather.AddUnitArtifacts(pages);
        var errors = gather.IsWanted(DocumentArtifacts.Json)
            ? await new DocumentArtifacts(gather).WriteAsync(pages, cancellationToken) : [];
        var notMade = await new RequestedOutputs(gather, searchable).WriteAsync(pages, cancellationToken);
        return new Gathered(pages, Errors: errors) { NotMade = notMade };
    }
}
