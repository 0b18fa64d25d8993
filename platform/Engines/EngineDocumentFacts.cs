using DaprProcessing.Contracts.Documents;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class EngineDocumentFacts(EnginePool pool, IOptions<EngineOptions> options) : IDocumentFacts
{
    public async Task<DocumentFacts> ReadAsync(DocumentSource source, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Of(EngineOperation.Describe, source);
        return (await SecondTry.RunAsync(pool, request, options.Value.ProbeLimit, cancellationToken).ConfigureAwait(false))
            .Document!;
    }

    public Task WriteAttachmentAsync(DocumentSource source, int index, string outputPath, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Of(EngineOperation.Attachment, source) with
        {
            Attachment = index, OutputPath = Path.GetFullPath(outputPath),
        };
        return pool.RunAsync(request, options.Value.ProbeLimit, cancellationToken);
    }
}
