using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.Engines.Quality;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

internal sealed class PdfiumTextExtractor(EnginePool pool, IOptions<EngineOptions> options) : ITextExtractor
{
    public async Task<PageText> ExtractAsync(
        DocumentSource source, int pageNo, ExtractSettings settings, CancellationToken cancellationToken)
    {
        var request = EngineRequest.Of(EngineOperation.Text, source) with
        {
            PageNo = pageNo,
            Rules = settings.RulingLines,
        };
        var text = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return text with { Reason = text.Reason ?? TextLayerQuality.Judge(text) };
    }

    private async Task<PageText> ReadAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var limit = options.Value.TextLimit;
        if (request.Rules == RuleSearch.None)
        {
            return (await SecondTry.RunAsync(pool, request, limit, cancellationToken).ConfigureAwait(false)).Text!;
        }

        try
        {
            return (await pool.RunAsync(request, limit, cancellationToken).ConfigureAwait(false)).Text!;
        }
        catch (FailureException problem) when (request.Rules == RuleSearch.WhereTablesAreLikely && IsOverstrained(problem))
        {
            // The words may still be had where the drawing of the page is too much.
            return await ReadAsync(request with { Rules = RuleSearch.None }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsOverstrained(FailureException problem) =>
        problem.Failure.Code is FailureCodes.EngineTimeout or FailureCodes.EngineCrash
            || problem.Failure is { Code: FailureCodes.ResourceLimit, Retryable: false };
}
