using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>Puts the pages of a document together: DoclingDocument JSON, Markdown, plain text.</summary>
internal sealed class ResultAssemblerStage : IGatherer, IStageDefinition
{
    public static string Name => AppIds.ResultAssembler;

    public async Task<Gathered> GatherAsync(GatherContext gather, CancellationToken cancellationToken)
    {
        var pages = await gather.ReadUnitsAsync(cancellationToken);
        gather.AddUnitArtifacts(pages);
        var errors = gather.IsWanted(DocumentArtifacts.Json)
            ? await new DocumentArtifacts(gather).WriteAsync(pages, cancellationToken) : [];
        return new Gathered(pages, Errors: errors);
    }
}
