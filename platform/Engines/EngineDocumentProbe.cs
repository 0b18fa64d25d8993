using DaprProcessing.Contracts.Documents;
using DaprProcessing.Engines.Markup;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class EngineDocumentProbe(EnginePool pool, MarkupEnginePool markup, IOptions<EngineOptions> options)
    : IDocumentProbe
{
    public async Task<DocumentProbe> ProbeAsync(DocumentSource source, CancellationToken cancellationToken)
    {
        if (MediaTypes.IsFlow(source.MediaType))
        {
            return new DocumentProbe(
                new PageSize[await markup.CountAsync(source, cancellationToken).ConfigureAwait(false)], Encrypted: false,
                Title: null);
        }

        var request = EngineRequest.Of(EngineOperation.Probe, source);
        var reply = await SecondTry.RunAsync(pool, request, options.Value.ProbeLimit, cancellationToken).ConfigureAwait(false);
        var probe = reply.Probe!;
        var pages = new PageSize[probe.Sizes.Length / 2];
        for (var i = 0; i < pages.Length; i++)
        {
            pages[i] = new PageSize(probe.Sizes[i * 2], probe.Sizes[(i * 2) + 1]);
        }

        return new DocumentProbe(pages, probe.Encrypted, probe.Title);
    }
}
