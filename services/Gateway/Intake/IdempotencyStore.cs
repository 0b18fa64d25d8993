using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.State;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Intake;

/// <summary>Which job an Idempotency-Key made, and of what.</summary>
/// <param name="RequestHash">Tells a repetition from another request under the same key.</param>
/// <param name="CreatedAt">The job's own time: whoever comes with the key makes the same record.</param>
internal sealed record IdempotencyClaim(JobId Job, string RequestHash, DateTimeOffset CreatedAt);

/// <summary>Claims of Idempotency-Keys, kept as long as the jobs are.</summary>
internal sealed class IdempotencyStore(
    StateDocument<IdempotencyClaim> claims, JobStore jobs, TimeProvider time, IOptions<GatewayOptions> options)
{
    // A claim that old without a job is one of a process that died; its upload may be swept any time now, so its id is not used
    // again.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(30);

    /// <summary>The claim that holds: this one, or the one that was first.</summary>
    public async Task<IdempotencyClaim> ClaimAsync(string keyHash, IdempotencyClaim claim, CancellationToken cancellationToken)
    {
        var holding = await ClaimAsync(keyHash, claim, abandoned: null, cancellationToken);
        return await IsAbandonedAsync(holding, claim, cancellationToken)
            ? await ClaimAsync(keyHash, claim, abandoned: holding, cancellationToken)
            : holding;
    }

    private async Task<IdempotencyClaim> ClaimAsync(
        string keyHash, IdempotencyClaim claim, IdempotencyClaim? abandoned, CancellationToken cancellationToken) =>
        (await claims.UpdateAsync(
            JobKeys.Idempotency(claim.Job.Tenant, keyHash), known => known == abandoned ? claim : null, options.Value.Retention,
            cancellationToken))!;

    private async Task<bool> IsAbandonedAsync(
        IdempotencyClaim holding, IdempotencyClaim claim, CancellationToken cancellationToken) =>
        holding.RequestHash == claim.RequestHash && time.GetUtcNow() - holding.CreatedAt >= Stale
        && await jobs.FindAsync(holding.Job, cancellationToken) is null;
}
