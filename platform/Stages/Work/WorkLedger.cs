using System.Security.Cryptography;
using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages.Work;

/// <summary>
/// Keeps two workers off one chunk, counts attempts, and remembers outcomes, in the state store. A chunk that goes well costs two
/// writes: its lease, then its outcome; each succeeds for one writer only.
/// </summary>
public sealed class WorkLedger(DaprClient dapr, TimeProvider time, IOptions<StageOptions> options)
{
    private const string Absent = "";

    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

    // Whatever a job leaves here is gone by itself: the records are of no use once the job has expired.
    private static readonly Dictionary<string, string> Expiring = new() { ["ttlInSeconds"] = "604800" };

    private readonly StageOptions _options = options.Value;
    private readonly SilenceWatch _silence = new(time, options.Value.Lease);

    public static string KeyOf(ChunkWork work, string stage)
    {
        var optionsHash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(work.Options, ServiceHost.Json)).AsSpan(0, 6));
        return JobKeys.Work(work.Header.Job, work.ChunkId, stage, optionsHash);
    }

    /// <summary>Claims the chunk, or says who has it or what came out.</summary>
    public async Task<Claim> ClaimAsync(string key, CancellationToken cancellationToken)
    {
        // Most chunks are new: one write instead of a read and a write.
        if (await TrySaveAsync(key, new WorkLease(Attempts: 1, WorkOwner.This), Absent, cancellationToken).ConfigureAwait(false))
        {
            return new Claim.Granted();
        }

        while (true)
        {
            if (await FindOutcomeAsync(key, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                return new Claim.Done(outcome.Pages);
            }

            var (lease, etag) = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            switch (lease)
            {
                case { Owner: { } owner } when !owner.IsGone() && !_silence.IsSilent(key, etag!):
                    return new Claim.Busy();
                case { Attempts: var attempts } when attempts >= _options.MaxAttempts:
                    return new Claim.Exhausted();
            }

            if (await TrySaveAsync(key, new WorkLease((lease?.Attempts ?? 0) + 1, WorkOwner.This), etag ?? Absent, cancellationToken).ConfigureAwait(false))
            {
                return new Claim.Granted();
            }
        }
    }

    /// <summary>False where the lease went to another worker.</summary>
    public Task<bool> RenewAsync(string key, CancellationToken cancellationToken) =>
        ChangeOwnAsync(key, lease => lease with { Beat = lease.Beat + 1 }, cancellationToken);

    /// <summary>Stores the outcome, and returns the one that counts: of two workers on one chunk, the first one's.</summary>
    public async Task<IReadOnlyList<PageWork>> CompleteAsync(string key, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken) =>
        await TrySaveAsync(JobKeys.WorkOutcome(key), new WorkOutcome(pages), Absent, cancellationToken).ConfigureAwait(false) ? pages
            : (await FindOutcomeAsync(key, cancellationToken).ConfigureAwait(false))?.Pages ?? pages;

    /// <summary>Gives the chunk back. An attempt that the document is not to blame for does not count.</summary>
    public Task<bool> ReleaseAsync(string key, bool countAttempt, CancellationToken cancellationToken) =>
        ChangeOwnAsync(key, lease => lease with { Owner = null, Attempts = lease.Attempts - (countAttempt ? 0 : 1) }, cancellationToken);

    private async Task<bool> ChangeOwnAsync(string key, Func<WorkLease, WorkLease> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (lease, etag) = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            if (lease?.Owner != WorkOwner.This)
            {
                return false;
            }

            if (await TrySaveAsync(key, change(lease), etag!, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    private Task<WorkOutcome?> FindOutcomeAsync(string key, CancellationToken cancellationToken) =>
        dapr.GetStateAsync<WorkOutcome?>(DaprNames.StateStore, JobKeys.WorkOutcome(key), ConsistencyMode.Strong, cancellationToken: cancellationToken);

    private Task<(WorkLease? Value, string? Etag)> ReadAsync(string key, CancellationToken cancellationToken) =>
        dapr.GetStateAndETagAsync<WorkLease?>(DaprNames.StateStore, key, ConsistencyMode.Strong, cancellationToken: cancellationToken)!;

    private Task<bool> TrySaveAsync<T>(string key, T value, string etag, CancellationToken cancellationToken) =>
        dapr.TrySaveStateAsync(DaprNames.StateStore, key, value, etag, FirstWrite, Expiring, cancellationToken);
}
