using Dapr.Client;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.State;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages.Work;

/// <summary>
/// Keeps two workers off one piece of work, counts attempts, and remembers outcomes, in the state store. Work that goes well
/// costs two writes: its lease, then its outcome; each succeeds for one writer only.
/// </summary>
public sealed class WorkLedger(
    WorkerName worker, DaprClient dapr, StateDocument<WorkLease> leases, TimeProvider time, IOptions<WorkerOptions> options)
{
    // Somebody may kill workers, over and over, and mean no page by it.
    private const int TrialsAlone = 7;

    private readonly WorkerOptions _options = options.Value;
    private readonly DeadLeases _dead = new(time, options.Value.Lease);

    public Lease LeaseOf(StageWork work) =>
        new(JobKeys.Work(work.Header.Job, work.WorkId, worker.Name), work.Header.ExpiresAt, CanBeCut: work.UnitCount > 1);

    /// <summary>Claims the work, or says who has it or what came out.</summary>
    public async Task<Claim<TOutcome>> ClaimAsync<TOutcome>(Lease lease, CancellationToken cancellationToken)
    {
        // Most work is new: one write instead of a read and a write.
        var first = new WorkLease(Attempts: 1, WorkOwner.This);
        if (await leases.TryCreateAsync(lease.Key, first, TimeToLive(lease), cancellationToken).ConfigureAwait(false))
        {
            return new Claim<TOutcome>.Granted();
        }

        while (true)
        {
            if (await FindOutcomeAsync<TOutcome>(lease, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                return new Claim<TOutcome>.Done(outcome.Value);
            }

            var (known, etag) = await leases.ReadAsync(lease.Key, cancellationToken).ConfigureAwait(false);
            if (known?.Owner is { } owner && !owner.IsGone() && !_dead.IsDead(lease.Key, etag))
            {
                return new Claim<TOutcome>.Busy();
            }

            var attempts = known?.Attempts ?? 0;
            var deaths = (known?.Deaths ?? 0) + (known?.Owner is null ? 0 : 1);
            if (attempts - deaths >= _options.MaxAttempts
                || deaths >= _options.MaxAttempts + (lease.CanBeCut ? 0 : TrialsAlone))
            {
                return new Claim<TOutcome>.Exhausted();
            }

            var next = new WorkLease(attempts + 1, WorkOwner.This, Deaths: deaths);
            if (await leases.TryReplaceAsync(lease.Key, next, etag, TimeToLive(lease), cancellationToken).ConfigureAwait(false))
            {
                return new Claim<TOutcome>.Granted(Alone: deaths >= _options.MaxAttempts);
            }
        }
    }

    /// <summary>False where the lease went to another worker.</summary>
    public Task<bool> RenewAsync(Lease lease, CancellationToken cancellationToken) =>
        ChangeOwnAsync(lease, known => known with { Beat = known.Beat + 1 }, cancellationToken);

    /// <summary>
    /// Stores the outcome, and returns the one that counts: of two workers on one piece of work, the first one's.
    /// </summary>
    public async Task<TOutcome> CompleteAsync<TOutcome>(Lease lease, TOutcome outcome, CancellationToken cancellationToken)
    {
        var (key, mine) = (JobKeys.WorkOutcome(lease.Key), new WorkOutcome<TOutcome>(outcome));
        if (await Outcomes<TOutcome>().TryCreateAsync(key, mine, TimeToLive(lease), cancellationToken).ConfigureAwait(false))
        {
            return outcome;
        }

        var first = await FindOutcomeAsync<TOutcome>(lease, cancellationToken).ConfigureAwait(false);
        return first is null ? outcome : first.Value;
    }

    /// <summary>Gives the work back. An attempt that the document is not to blame for does not count.</summary>
    public Task<bool> ReleaseAsync(Lease lease, bool countAttempt, CancellationToken cancellationToken) => ChangeOwnAsync(
        lease, known => known with { Owner = null, Attempts = known.Attempts - (countAttempt ? 0 : 1) }, cancellationToken);

    private async Task<bool> ChangeOwnAsync(Lease lease, Func<WorkLease, WorkLease> change, CancellationToken cancellationToken)
    {
        var isOurs = false;
        await leases.UpdateAsync(
            lease.Key,
            known =>
            {
                isOurs = known?.Owner == WorkOwner.This;
                return isOurs ? change(known!) : null;
            },
            TimeToLive(lease),
            cancellationToken).ConfigureAwait(false);
        return isOurs;
    }

    private Task<WorkOutcome<TOutcome>?> FindOutcomeAsync<TOutcome>(Lease lease, CancellationToken cancellationToken) =>
        Outcomes<TOutcome>().FindAsync(JobKeys.WorkOutcome(lease.Key), cancellationToken);

    private StateDocument<WorkOutcome<TOutcome>> Outcomes<TOutcome>() => new(dapr);

    private TimeSpan TimeToLive(Lease lease) => lease.ExpiresAt - time.GetUtcNow();
}
