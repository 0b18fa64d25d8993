using System.Security.Cryptography;
using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Stages.Work;

/// <summary>Keeps two workers off one chunk, counts attempts, and remembers outcomes, in the state store by ETag.</summary>
public sealed class WorkLedger(DaprClient dapr, TimeProvider time, IOptions<StageOptions> options)
{
    private const string Absent = "";

    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

    // Whatever a job leaves here is gone by itself: the records are of no use once the job has expired.
    private static readonly Dictionary<string, string> Expiring = new() { ["ttlInSeconds"] = "604800" };

    private readonly StageOptions _options = options.Value;

    public static string KeyOf(ChunkWork work, string stage)
    {
        var optionsHash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(work.Options, ServiceHost.Json)).AsSpan(0, 6));
        return JobKeys.Work(work.Header.Job, work.ChunkId, stage, optionsHash);
    }

    /// <summary>Claims the chunk, or says who has it or what came out.</summary>
    public async Task<Claim> ClaimAsync(string key, CancellationToken cancellationToken)
    {
        // Most chunks are new: one write instead of a read and a write.
        if (await TrySaveAsync(key, Leased(attempts: 1), Absent, cancellationToken).ConfigureAwait(false))
        {
            return new Claim.Granted();
        }

        while (true)
        {
            var (record, etag) = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            switch (record)
            {
                case { Pages: { } pages }:
                    return new Claim.Done(pages);
                case { Owner: { } owner } when record.LeaseUntil > time.GetUtcNow() && !owner.IsGone():
                    return new Claim.Busy();
                case { Attempts: var attempts } when attempts >= _options.MaxAttempts:
                    return new Claim.Exhausted();
            }

            if (await TrySaveAsync(key, Leased((record?.Attempts ?? 0) + 1), etag ?? Absent, cancellationToken).ConfigureAwait(false))
            {
                return new Claim.Granted();
            }
        }
    }

    /// <summary>False where the lease went to another worker.</summary>
    public Task<bool> RenewAsync(string key, CancellationToken cancellationToken) =>
        ChangeOwnAsync(key, record => record with { LeaseUntil = time.GetUtcNow() + _options.Lease }, cancellationToken);

    /// <summary>Stores the outcome; false where another worker has the chunk by now: its outcome counts.</summary>
    public Task<bool> CompleteAsync(string key, IReadOnlyList<PageWork> pages, CancellationToken cancellationToken) =>
        ChangeOwnAsync(key, record => record with { Pages = pages, Owner = null }, cancellationToken);

    /// <summary>Gives the chunk back. An attempt that the document is not to blame for does not count.</summary>
    public Task<bool> ReleaseAsync(string key, bool countAttempt, CancellationToken cancellationToken) =>
        ChangeOwnAsync(key, record => record with { Owner = null, Attempts = record.Attempts - (countAttempt ? 0 : 1) }, cancellationToken);

    private async Task<bool> ChangeOwnAsync(string key, Func<WorkRecord, WorkRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (record, etag) = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            if (record?.Owner != WorkOwner.This)
            {
                return false;
            }

            if (await TrySaveAsync(key, change(record), etag!, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    private WorkRecord Leased(int attempts) => new(attempts, WorkOwner.This, time.GetUtcNow() + _options.Lease);

    private Task<(WorkRecord? Value, string? Etag)> ReadAsync(string key, CancellationToken cancellationToken) =>
        dapr.GetStateAndETagAsync<WorkRecord?>(DaprNames.StateStore, key, ConsistencyMode.Strong, cancellationToken: cancellationToken)!;

    private Task<bool> TrySaveAsync(string key, WorkRecord record, string etag, CancellationToken cancellationToken) =>
        dapr.TrySaveStateAsync(DaprNames.StateStore, key, record, etag, FirstWrite, Expiring, cancellationToken);
}
