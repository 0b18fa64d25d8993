using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.State;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Intake;

/// <summary>Which job an Idempotency-Key made, and of what.</summary>
/// <param name="RequestHash">Tells a repetition from another request under the same key.</param>
/// <param name="CreatedAt">The job's own time: whoever comes with the key makes the same record.</param>
/// <param name="Holder">The request that makes the job.</param>
/// <param name="HeldUntil">Past it the holder has died, or says again that it has not.</param>
internal sealed record IdempotencyClaim(
    JobId Job, string RequestHash, DateTimeOffset CreatedAt, string? Holder = null, DateTimeOffset? HeldUntil = null);

/// <summary>
/// Claims of Idempotency-Keys (draft-ietf-httpapi-idempotency-key-header-07), kept as long as the jobs are. While a request makes
/// its job, another with its key is told to come back; one that died is succeeded by the next, which makes the same job.
/// </summary>
internal sealed class IdempotencyStore(
    StateDocument<IdempotencyClaim> claims, JobStore jobs, TimeProvider time, IOptions<GatewayOptions> options)
{
    // A claim that old without a job is one of a process that died; its upload may be swept any time now, so its id is not used
    // again.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    /// <summary>The hold on the key, or the job it has made.</summary>
    public async Task<(IdempotencyHold? Hold, JobRecord? Earlier)> TakeAsync(
        string keyHash, IdempotencyClaim wanted, CancellationToken cancellationToken)
    {
        var key = JobKeys.Idempotency(wanted.Job.Tenant, keyHash);
        var known = await claims.FindAsync(key, cancellationToken);
        if (known is not null && await FindJobAsync(known, wanted, cancellationToken) is { } earlier)
        {
            return (null, earlier);
        }

        var mine = wanted with { Holder = Guid.NewGuid().ToString("n") };
        var holding = await claims.UpdateAsync(key, claim => Held(claim, mine), options.Value.Retention, cancellationToken);
        return holding?.Holder == mine.Holder
            ? (new IdempotencyHold(key, holding, claims, options.Value.Retention, Lease, time), null)
            : await FindJobAsync(holding!, wanted, cancellationToken) is { } made ? (null, made)
            : throw new ProblemException(
                StatusCodes.Status409Conflict, "idempotency_in_flight", "A request with this Idempotency-Key is under way.")
            {
                Retryable = true,
                RetryAfter = TimeSpan.FromSeconds(1),
            };
    }

    /// <summary>The job that came with the key before, of whatever request; null where none did.</summary>
    public async Task<JobRecord?> FindAsync(string tenant, string keyHash, CancellationToken cancellationToken) =>
        await claims.FindAsync(JobKeys.Idempotency(tenant, keyHash), cancellationToken) is { } known
            ? await jobs.FindAsync(known.Job, cancellationToken) : null;

    private async Task<JobRecord?> FindJobAsync(
        IdempotencyClaim known, IdempotencyClaim wanted, CancellationToken cancellationToken) =>
        known.RequestHash == wanted.RequestHash ? await jobs.FindAsync(known.Job, cancellationToken)
            : throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused",
                "The Idempotency-Key came before with another request.");

    // Null: it is another's, and alive. Clocks of replicas may differ: then two make the same job, whose record is written once.
    private IdempotencyClaim? Held(IdempotencyClaim? known, IdempotencyClaim mine)
    {
        var (now, fresh) = (time.GetUtcNow(), mine with { HeldUntil = time.GetUtcNow() + Lease });
        return known is null ? fresh
            : known.RequestHash != mine.RequestHash || known.HeldUntil > now ? null
            : now - known.CreatedAt >= Stale ? fresh
            : known with { Holder = fresh.Holder, HeldUntil = fresh.HeldUntil };
    }
}
