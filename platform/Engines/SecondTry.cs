using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines;

/// <summary>
/// A PDF that the first parser dies of, or does not end with, is given to the second one before it is given up: text alone is
/// more than nothing.
/// </summary>
internal static class SecondTry
{
    /// <exception cref="FailureException">The first parser's failure where the second parser cannot do it either.</exception>
    public static async Task<EngineReply> RunAsync(
        EnginePool pool, EngineRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.RunAsync(request, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (FailureException first) when (Helps(first, request))
        {
            try
            {
                return await pool.RunAsync(request with { Second = true }, limit, cancellationToken).ConfigureAwait(false);
            }
            catch (FailureException second) when (!second.Failure.Retryable)
            {
                throw new FailureException(first.Failure);
            }
        }
    }

    private static bool Helps(FailureException problem, EngineRequest request) => request.MediaType == MediaTypes.Pdf
        && problem.Failure.Code is FailureCodes.EngineCrash or FailureCodes.EngineTimeout;
}
