using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.Engines.Quality;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class PopplerTextExtractor(EnginePool pool, IOptions<EngineOptions> options) : ITextExtractor
{
    public async Task<PageText> ExtractAsync(DocumentSource source, int pageNo, ExtractSettings settings, CancellationToken cancellationToken)
    {
        var request = new EngineRequest(EngineOperation.Text, Path.GetFullPath(source.Path), source.MediaType)
        {
            Password = source.Password,
            PageNo = pageNo,
            Rules = settings.RulingLines,
        };
        var reply = await pool.RunAsync(request, options.Value.TextLimit, cancellationToken).ConfigureAwait(false);
        var text = reply.Text!;
        return text with { Reason = text.Reason ?? TextLayerQuality.Judge(text) };
    }
}
